// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.PlainHeap;

/**
 * Figures of the C original, which development keeps beside the project: the system property {@code
 * rmalloc.reference} names their folder, and without it nothing is checked here.
 */
final class DlMallocReferenceTest {
  private static final int PAGE = 4096;
  private static final int SAMPLE_HEAP = 270_416;
  private static final int SAMPLE_PAGES = 66;
  private static final int SAMPLE_PEAK_LIVE = 25_878;

  private Path reference = Path.of("");

  @BeforeEach
  void findReference() {
    String folder = System.getProperty("rmalloc.reference", "");
    assumeTrue(!folder.isEmpty(), "the system property rmalloc.reference is not set");
    reference = Path.of(folder);
  }

  @Test
  void footprintOfRecordingsIsThatOfC() throws IOException {
    Map<String, Long> expected = new HashMap<>();
    Map<String, Long> actual = new HashMap<>();
    for (String line : Files.readAllLines(reference.resolve("dlmalloc-footprint.tsv"))) {
      String[] fields = line.split("\t", -1);
      if (fields.length == 4 && !fields[0].equals("trace")) {
        expected.put(fields[0], Long.parseLong(fields[2]));
        Path trace = Path.of("../traces").resolve(fields[0] + ".memtrace.gz");
        Requests requests = new Requests(256 << 20, PAGE, 0);
        actual.put(fields[0], requests.replay(reference.resolve(trace), 2, _ -> {}));
      }
    }
    assertEquals(expected, actual);
    assertEquals(5, actual.size());
  }

  /**
   * The arena of those figures starts 8 bytes behind a page, as what a C library returns for so
   * large a size does; so the first claim is of 8,184 bytes, and counts of pages are rounded up.
   */
  @Test
  void pagesClaimedOnTheSampleAreThoseOfC() throws IOException {
    Map<Integer, Long> expected = expectedPages();
    Map<Integer, Long> actual = new HashMap<>();
    new Requests(SAMPLE_HEAP, PAGE, 8)
        .replay(
            reference.resolve("sample/soffice.ops.gz"),
            0,
            footprint -> actual.put(actual.size(), Math.ceilDiv(footprint, PAGE)));
    assertEquals(expected, actual);
    assertEquals(228, actual.size());
  }

  private Map<Integer, Long> expectedPages() throws IOException {
    Pattern point = Pattern.compile("'op_index': *(\\d+),.*'maxmem': *(\\d+)");
    Map<Integer, Long> pages = new HashMap<>();
    String file = "soffice-lockopsfull-plot_dlmalloc-kill0-allocstats.gz";
    try (BufferedReader lines = open(reference.resolve("sample/allocstats-32bit").resolve(file))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = point.matcher(line);
        if (matcher.find()) {
          long free = Math.ceilDiv(Long.parseLong(matcher.group(2)) + 52, PAGE);
          pages.put(Integer.parseInt(matcher.group(1)), SAMPLE_PAGES - free);
        }
      }
    }
    return pages;
  }

  @Test
  void sampleFitsIntoElevenTenthsOfItsPeakLiveBytes() throws IOException {
    Path sample = reference.resolve("sample/soffice.ops.gz");
    long peak = new Requests(SAMPLE_HEAP, 1, 0).replay(sample, 0, _ -> {});
    assertTrue(peak <= 1.11 * SAMPLE_PEAK_LIVE, "needs " + peak);
  }

  private static BufferedReader open(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII));
  }

  /** Hears the footprint after each request. */
  private interface FootprintListener {
    void after(long footprint);
  }

  /** N and F of a file of lines, in its order; a block goes by its handle or its address. */
  private static final class Requests {
    private final Map<String, Long> handles = new HashMap<>();
    private final DlMalloc allocator;

    Requests(int capacity, int granularity, int start) {
      allocator =
          new DlMalloc(
              new PlainHeap(capacity), granularity, start, Fixture.NEVER, PlacementListener.NONE);
    }

    /**
     * Returns the peak footprint; the block's name is field {@code name}, the op's letter field 1.
     */
    long replay(Path file, int name, FootprintListener listener) throws IOException {
      long peak = 0;
      try (BufferedReader lines = open(file)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String[] fields = line.split(" ", -1);
          if (apply(fields, name)) {
            listener.after(allocator.footprint());
            peak = Math.max(peak, allocator.footprint());
          }
        }
      }
      return peak;
    }

    private boolean apply(String[] fields, int name) {
      switch (fields[1]) {
        case "N" -> handles.put(fields[name], allocator.malloc(Long.parseLong(fields[3])));
        case "F" -> Optional.ofNullable(handles.remove(fields[name])).ifPresent(allocator::free);
        default -> {
          return false;
        }
      }
      return true;
    }
  }
}
