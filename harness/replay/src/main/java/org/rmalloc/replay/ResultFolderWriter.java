// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.AllocStatsWriter;

/**
 * A folder of results, a file for each, named after trace and label so that no two collide.
 * Thread-safe.
 */
public final class ResultFolderWriter implements AllocStatsWriterFactory {
  private final Path folder;
  private final Set<String> taken =
      new HashSet<>(); // in lower case: some file systems know no case
  private final Map<String, Path> files = new HashMap<>();

  /** A folder, which is made with its first file. */
  public ResultFolderWriter(Path folder) {
    this.folder = folder;
  }

  @Override
  public AllocStatsWriter open(AllocStatsHeader header) throws IOException {
    Files.createDirectories(folder);
    return AllocStatsWriter.create(file(header), header);
  }

  /** Where the result with that header is, or will be. */
  public synchronized Path file(AllocStatsHeader header) {
    String key = header.trial().key() + '\n' + header.label();
    return files.computeIfAbsent(key, _ -> free(header));
  }

  private Path free(AllocStatsHeader header) {
    String stem = fileName(header.trace().name(), "-" + safe(header.label()));
    String free = stem;
    for (int number = 2; !taken.add(free.toLowerCase(Locale.ROOT)); number++) {
      free = stem + "-" + number;
    }
    return folder.resolve(free + ".json");
  }

  /**
   * A name for a file about a trace: letters, digits, dots and hyphens, whatever the trace is
   * called.
   */
  public static String fileName(String trace, String ending) {
    return safe(trace.replaceFirst("\\.(gz|zst)$", "")) + ending;
  }

  private static String safe(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
