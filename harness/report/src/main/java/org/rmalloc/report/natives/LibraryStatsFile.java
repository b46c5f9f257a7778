// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.natives;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rmalloc.replay.result.AllocStatsReader;
import org.rmalloc.replay.result.MallocLibraryDataPoint;
import org.rmalloc.replay.result.TrialResult;

/**
 * One alloc-stats file of a malloc library, read to its end.
 *
 * @param points in the order of their op index; there are few of them
 * @param sha256 of the file's uncompressed bytes
 */
public record LibraryStatsFile(
    Path file, TrialResult result, List<MallocLibraryDataPoint> points, String sha256) {
  /** Copies the list. */
  public LibraryStatsFile {
    points = List.copyOf(points);
  }

  /**
   * Reads a file of ours.
   *
   * @return empty when it is of an arena
   * @throws IOException whose message names file, line and reason where it is a damaged one
   */
  public static Optional<LibraryStatsFile> read(Path file) throws IOException {
    try (AllocStatsReader reader = AllocStatsReader.open(file)) {
      if (!reader.header().isNative()) {
        return Optional.empty();
      }
      List<MallocLibraryDataPoint> points = new ArrayList<>();
      for (var point = reader.nextPages(); point.isPresent(); point = reader.nextPages()) {
        points.add(point.get());
      }
      TrialResult result = new TrialResult(reader.header(), reader.summary());
      return Optional.of(new LibraryStatsFile(file, result, points, reader.sha256()));
    }
  }

  /** What the contender is called. */
  public String label() {
    return result.header().label();
  }
}
