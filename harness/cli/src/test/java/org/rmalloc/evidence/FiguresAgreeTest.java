// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.cli.Execution;

/**
 * A figure that a page shows twice is the same twice: in tables, sentences, charts, and its data.
 */
final class FiguresAgreeTest {
  private static final String CONTENDERS = "dlmalloc,firstfit,rmalloc2,rmalloc-compacting,optimal";
  private static final long SMALL_BYTES = 1 << 16;

  /** On all pages with {@code -Drmalloc.frontier=all}, which takes three times as long. */
  private static final boolean FRONTIER_ON_ALL =
      System.getProperty("rmalloc.frontier", "").equals("all");

  @TempDir private Path folder;

  @Test
  void agreeOnThePagesOfAllCommittedRecordings() throws IOException {
    for (Path recording : CommittedRecordings.all()) {
      boolean frontier = FRONTIER_ON_ALL || Files.size(recording) < SMALL_BYTES;
      String wanted = frontier ? "auto" : "never";
      agree(recording, "--no-timing", "--no-min-heap", "--locks", "none", "--frontier", wanted);
    }
  }

  @Test
  void agreeOnTheTimesAndSmallestHeapsOfARecording() throws IOException {
    Path recording = CommittedRecordings.named("ls-symlink.full");
    SeenFigures seen = agree(recording, "--forks", "3");
    for (String figure : List.of("smallest heap", "throughput", "median", "p99", "slowest")) {
      assertTrue(seen.sawTwice(figure), figure);
    }
  }

  @Test
  void seesAFigureThatDiffers() throws IOException {
    Path recording = CommittedRecordings.named("ls-symlink.full");
    String page = page(recording, "--no-timing", "--no-min-heap");
    String other = page.replaceFirst("\"footprint\":(\\d)", "\"footprint\":9$1");
    assertFalse(SeenFigures.on(other).contradictions().isEmpty());
  }

  private SeenFigures agree(Path recording, String... options) throws IOException {
    SeenFigures seen = SeenFigures.on(page(recording, options));
    assertEquals(List.of(), seen.contradictions(), recording::toString);
    assertTrue(seen.seenTwice() >= 8, () -> "%s: %d".formatted(recording, seen.seenTwice()));
    return seen;
  }

  private String page(Path recording, String... options) throws IOException {
    Path results = folder.resolve(recording.getFileName() + ".d");
    List<String> arguments = new ArrayList<>(List.of("run", recording.toString(), "--quiet"));
    arguments.addAll(List.of("-a", CONTENDERS, "-o", results.toString()));
    arguments.addAll(List.of(options));
    Execution execution = Execution.of(arguments);
    assertEquals(0, execution.status(), execution.err());
    try (Stream<Path> files = Files.list(results)) {
      return Files.readString(
          files.filter(file -> file.toString().endsWith(".html")).findFirst().orElseThrow());
    }
  }
}
