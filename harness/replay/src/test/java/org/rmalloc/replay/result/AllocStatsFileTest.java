// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read back, each row is a line, and no part of a file is left behind. */
final class AllocStatsFileTest {
  @TempDir private Path folder;

  static List<SampleStats> samples() {
    return SampleStats.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsWrittenIsReadBack(SampleStats sample) throws IOException {
    assertEquals(sample, SampleStats.read(sample.text()));
  }

  @Test
  void eachRowIsALine() {
    List<String> lines = SampleStats.untimed().text().lines().toList();
    assertTrue(lines.contains("[0,\"N\",60,60,120,20,12,80,108,116,7,0],"), lines.toString());
    assertEquals("{", lines.getFirst());
    assertEquals("\"schema\": \"rmalloc-alloc-stats 2\",", lines.get(1));
  }

  @Test
  void aFinishedFileIsPutInItsPlace() throws IOException {
    Path file = folder.resolve("a.json");
    SampleStats sample = SampleStats.timed();
    try (AllocStatsWriter writer = AllocStatsWriter.create(file, sample.header())) {
      for (AllocStatsDataPoint row : sample.rows()) {
        writer.write(row);
      }
      assertFalse(Files.exists(file));
      writer.finish(sample.summary());
    }
    assertEquals(sample.text(), Files.readString(file));
    assertEquals(List.of(file), filesIn(folder));
  }

  @Test
  void anUnfinishedFileLeavesNothingAndKeepsWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "before");
    SampleStats sample = SampleStats.timed();
    try (AllocStatsWriter writer = AllocStatsWriter.create(file, sample.header())) {
      writer.write(sample.rows().getFirst());
    }
    assertEquals("before", Files.readString(file));
    assertEquals(List.of(file), filesIn(folder));
  }

  @Test
  void theSummaryComesAfterTheRows() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), SampleStats.timed().text());
    try (AllocStatsReader reader = AllocStatsReader.open(file)) {
      assertThrows(IllegalStateException.class, reader::summary);
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }
}
