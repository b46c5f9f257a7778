// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The data of 2014, which is not ours to publish: in the folder that the system property {@code
 * rmalloc.reference} names. Tests that need it are skipped without it.
 */
record ReferenceData(Path folder) {
  private static final Pattern POINT =
      Pattern.compile(
          "'op_index': *([0-9]+),.*'maxmem': *([0-9]+)\\.00,.*'op': '(.)', 'size': *([0-9]+)");

  /** An operation of the original tool's, and the largest request that it then found. */
  record Point(int index, long largest, char kind, int size) {}

  /** The data, or the end of the test with a word on why. */
  static ReferenceData require() {
    String folder = System.getProperty("rmalloc.reference");
    assumeTrue(folder != null, "no -Drmalloc.reference=FOLDER: not compared with the data of 2014");
    return new ReferenceData(Path.of(folder));
  }

  List<Op> ops(String path) throws IOException {
    try (BufferedReader lines = open(path)) {
      return lines.lines().map(ReferenceData::op).toList();
    }
  }

  /** Every operation of the sample trace, free and malloc, with an allocator's figure. */
  List<Point> sampleFigures(String allocator) throws IOException {
    String folder = "sample/allocstats-32bit/";
    return points(folder + "soffice-lockopsfull-plot_" + allocator + "-kill0-allocstats.gz");
  }

  /** The same of a program of the published figures: {@code soffice} or {@code ls}. */
  List<Point> publishedFigures(String program, String allocator) throws IOException {
    String folder = "published/" + program + "/";
    return points(folder + program + "-lockopsfull-plot_" + allocator + "-kill1-allocstats");
  }

  private List<Point> points(String path) throws IOException {
    try (BufferedReader lines = open(path)) {
      return lines
          .lines()
          .flatMap(line -> POINT.matcher(line).results())
          .map(ReferenceData::point)
          .sorted(Comparator.comparing(Point::index))
          .toList();
    }
  }

  private static Op op(String line) {
    String[] fields = line.split(" ", -1);
    return new Op(Integer.parseInt(fields[0]), fields[1].charAt(0), Integer.parseInt(fields[3]));
  }

  private static Point point(MatchResult match) {
    return new Point(
        Integer.parseInt(match.group(1)),
        Long.parseLong(match.group(2)),
        match.group(3).charAt(0),
        Integer.parseInt(match.group(4)));
  }

  private BufferedReader open(String path) throws IOException {
    InputStream bytes = Files.newInputStream(folder.resolve(path));
    InputStream text = path.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    return new BufferedReader(new InputStreamReader(text, StandardCharsets.US_ASCII));
  }
}
