// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.mapping.ReallocMode;
import org.rmalloc.trace.mapping.RecordedEventCounts;
import org.rmalloc.trace.mapping.RecordedEventOutcome;

/** Recordings of real programs translate to what their lists say of them, without an anomaly. */
class RecordedTracesTest {
  private static final Path COMMITTED = Path.of("../../traces");

  private final List<String> requests = new ArrayList<>();

  @Test
  void theCommittedOnesAreAsTheirListSays() throws IOException {
    Map<String, List<String>> rows = tables(COMMITTED.resolve("README.md"));
    assertEquals(fileCount(COMMITTED, ".zst"), rows.size());
    String list = Files.readString(COMMITTED.resolve("README.md"));
    for (Map.Entry<String, List<String>> row : rows.entrySet()) {
      Path file = COMMITTED.resolve(row.getKey() + ".memtrace.zst");
      try (DecompressedInput input = DecompressedInput.open(file)) {
        RecordedEventCounts counts = translate(input);
        // blocks, frees, accesses, peak live bytes, peak live blocks
        List<Long> expected = row.getValue().subList(2, 7).stream().map(this::number).toList();
        assertEquals(expected, figures(counts), row.getKey());
        assertEquals(
            List.of(input.sha256()),
            list.lines()
                .filter(line -> line.endsWith("  " + row.getKey() + ".memtrace"))
                .map(line -> line.strip().split(" ", 2)[0])
                .toList());
      }
    }
  }

  @Test
  void twoWaysToRecordGiveTheSameBirthsAndFrees() throws IOException {
    List<String> byHeaprec = requestsOf("ls-symlink.full");
    List<String> byLackey = requestsOf("ls-symlink.lackey.full");
    assertEquals(389, byHeaprec.size());
    assertEquals(byHeaprec, byLackey);
  }

  @Test
  @EnabledIfSystemProperty(
      named = "rmalloc.reference",
      matches = ".+",
      disabledReason = "all recordings are at hand only beside -Drmalloc.reference=FOLDER")
  void allAreAsTheirManifestSays() throws IOException {
    Path folder =
        Path.of(System.getProperty("rmalloc.reference")).toAbsolutePath().resolveSibling("traces");
    Map<String, List<String>> rows = tables(folder.resolve("MANIFEST.md"));
    assertEquals(fileCount(folder, ".gz"), rows.size());
    for (Map.Entry<String, List<String>> row : rows.entrySet()) {
      try (DecompressedInput input =
          DecompressedInput.open(folder.resolve(row.getKey() + ".memtrace.gz"))) {
        checkAgainstManifest(row.getKey(), row.getValue(), translate(input));
      }
    }
  }

  /**
   * Holds counts against the cells of a recording's rows in the first two tables: method, N, F, L,
   * S, M, peaks, live at the end, three sizes; then accesses inside, past the end, before the
   * start, in no block.
   */
  private void checkAgainstManifest(String name, List<String> cells, RecordedEventCounts counts) {
    List<Long> n = cells.stream().map(this::number).toList();
    long accesses = n.get(3) + n.get(4) + n.get(5);
    assertEquals(List.of(n.get(1), n.get(2), accesses, n.get(6), n.get(7)), figures(counts), name);
    assertEquals(n.get(8), counts.liveBlocks(), name);
    assertEquals(n.get(12), counts.count(RecordedEventOutcome.ACCESS), name);
    assertEquals(n.get(13), counts.count(RecordedEventOutcome.CLIPPED_END), name);
    // the tool that counted for the manifest took some that reach into a block for strays
    long rest =
        counts.count(RecordedEventOutcome.CLIPPED_FRONT) + counts.count(RecordedEventOutcome.STRAY);
    assertEquals(n.get(14) + n.get(15), rest, name);
  }

  private RecordedEventCounts translate(DecompressedInput input) throws IOException {
    requests.clear();
    RecordedEventCounts counts =
        RecordingTranslation.translate(
                input,
                new TranslationSettings(
                    Optional.empty(), ReallocMode.RESIZE, false, /* strict= */ true),
                this::add)
            .counts();
    assertEquals(0, counts.anomalyCount(), input.name());
    return counts;
  }

  private void add(OpKind kind, int handle, long address, long sizeBytes) {
    if (kind.isRequest()) {
      requests.add(kind + " " + handle + " " + sizeBytes);
    }
  }

  private List<String> requestsOf(String name) throws IOException {
    try (DecompressedInput input =
        DecompressedInput.open(COMMITTED.resolve(name + ".memtrace.zst"))) {
      translate(input);
      return List.copyOf(requests);
    }
  }

  private static List<Long> figures(RecordedEventCounts counts) {
    long accesses =
        counts.count(RecordedEventOutcome.ACCESS)
            + counts.count(RecordedEventOutcome.CLIPPED_END)
            + counts.count(RecordedEventOutcome.CLIPPED_FRONT)
            + counts.count(RecordedEventOutcome.STRAY);
    return List.of(
        counts.count(RecordedEventOutcome.NEW),
        counts.count(RecordedEventOutcome.FREE),
        accesses,
        counts.peakLiveBytes(),
        counts.peakLiveBlocks());
  }

  /** By recording: the cells behind its name of all its rows, in order. */
  private static Map<String, List<String>> tables(Path list) throws IOException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(list)) {
      if (line.startsWith("| `")) {
        String[] cells = line.split(" *\\| *");
        rows.computeIfAbsent(cells[1].replace("`", ""), name -> new ArrayList<>())
            .addAll(Arrays.asList(cells).subList(2, cells.length));
      }
    }
    assertFalse(rows.isEmpty());
    return rows;
  }

  /** A figure; − stands for none, and what is no figure has none. */
  private long number(String cell) {
    String digits = cell.replace(",", "");
    return digits.matches("\\d+") ? Long.parseLong(digits) : 0;
  }

  private static long fileCount(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).count();
    }
  }
}
