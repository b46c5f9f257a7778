// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rmalloc.trace.UsageException;

/** A folder of alloc-stats files, those in its folders included. */
public final class AllocStatsFolder {
  private static final Pattern ALLOC_STATS = Pattern.compile(".*\\.json(\\.gz|\\.zst)?");

  private AllocStatsFolder() {}

  /**
   * All results of a folder, rows apart, in order of file names.
   *
   * @throws InvalidAllocStatsException where a file that ends in {@code .json}, {@code .json.gz} or
   *     {@code .json.zst} is no alloc-stats file, or a damaged one
   * @throws UsageException where there is none
   */
  public static List<TrialResult> read(Path folder) throws IOException {
    List<TrialResult> results = new ArrayList<>();
    for (Path file : files(folder)) {
      results.add(result(file));
    }
    if (results.isEmpty()) {
      throw new UsageException(
          "%s: found no file that ends in .json, .json.gz or .json.zst; expected alloc-stats files"
              .formatted(folder));
    }
    return results;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> ALLOC_STATS.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  private static TrialResult result(Path file) throws IOException {
    try (AllocStatsReader reader = AllocStatsReader.open(file)) {
      boolean hasRow;
      do {
        hasRow = reader.next().isPresent(); // rows are checked and left alone
      } while (hasRow);
      return new TrialResult(reader.header(), reader.summary());
    }
  }
}
