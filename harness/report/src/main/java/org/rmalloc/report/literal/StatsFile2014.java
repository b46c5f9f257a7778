// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.literal;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.report.points.DataPointCursor;
import org.rmalloc.report.points.StatsFile;
import org.rmalloc.report.points.StatsFileHeader;
import org.rmalloc.report.points.StatsFormatException;

/**
 * One alloc-stats file of the 2014 tool, read whole: some 3,000 points at the most.
 *
 * <p>Its {@code maxmem} is our largest free. Its {@code free}, which is heap size less live bytes,
 * and its {@code overhead}, always 0, say nothing that its {@code used} does not, and are dropped.
 */
public final class StatsFile2014 implements StatsFile {
  private static final String POINTS = "alloc_stats";

  private final StatsFileHeader header;
  private final DataPoints2014 points;
  private final String sha256;

  private StatsFile2014(StatsFileHeader header, DataPoints2014 points, String sha256) {
    this.header = header;
    this.points = points;
    this.sha256 = sha256;
  }

  /** Tells the digest of the file that was read. */
  public interface Digest {
    /** SHA-256 of the file as it lies on disk, in lower-case hexadecimal. */
    String sha256() throws IOException;
  }

  /**
   * Reads a file.
   *
   * @param digest is asked once, when all is read
   * @throws StatsFormatException where the text is not what the 2014 tool writes, or contradicts
   *     itself
   */
  public static StatsFile2014 read(Path file, Reader in, Digest digest) throws IOException {
    return new Reading(file, in).all(digest);
  }

  @Override
  public StatsFileHeader header() {
    return header;
  }

  @Override
  public Optional<AllocStatsHeader> making() {
    return Optional.empty();
  }

  @Override
  public DataPointCursor open() {
    return points.open(sha256);
  }

  /** One reading of one file. */
  private static final class Reading {
    private final Path file;
    private final PythonLiteralScanner scanner;
    private final Set<String> assigned = new HashSet<>();
    private DataPoints2014 points = new DataPoints2014();
    private String label = "";
    private String opsfile = "";
    private double heapSize;

    Reading(Path file, Reader in) throws IOException {
      this.file = file;
      this.scanner = new PythonLiteralScanner(file.toString(), in);
    }

    StatsFile2014 all(Digest digest) throws IOException {
      scanner.skipBlank();
      while (!scanner.atEnd()) {
        assignment();
        scanner.endOfLine();
        scanner.skipBlank();
      }
      for (String name : Set.of("driver", "opsfile", "heap_size", POINTS)) {
        if (!assigned.contains(name)) {
          throw scanner.faultAt("the alloc-stats file of 2014 ends without " + name, name + " = …");
        }
      }
      return new StatsFile2014(header(), points.inOrder(), digest.sha256());
    }

    private StatsFileHeader header() {
      return new StatsFileHeader(
          file,
          PublishedNames2014.label(label, file),
          PublishedNames2014.app(opsfile),
          new StatsFileHeader.TraceId(opsfile, Optional.empty()),
          (long) heapSize,
          Optional.empty());
    }

    private void assignment() throws IOException {
      String name = scanner.name();
      if (!assigned.add(name)) {
        throw scanner.faultAt("a second " + name + " in alloc-stats of 2014", "one of each");
      }
      scanner.skipBlank();
      scanner.expect('=');
      scanner.skipBlank();
      switch (name) {
        case "driver" -> label = nonEmpty(name);
        case "opsfile" -> opsfile = nonEmpty(name);
        case "heap_size" -> heapSize = positive(name);
        case "theoretical_heap_size" -> scanner.number();
        case "opmode" -> scanner.string();
        case POINTS -> points();
        default ->
            throw scanner.faultAt(
                "'" + name + "'",
                "driver, opsfile, heap_size, theoretical_heap_size, opmode or " + POINTS);
      }
    }

    private String nonEmpty(String name) throws IOException {
      String value = scanner.string();
      if (value.isEmpty()) {
        throw scanner.faultAt("an empty " + name + " in alloc-stats of 2014", "a name");
      }
      return value;
    }

    private double positive(String name) throws IOException {
      double value = scanner.number();
      if (value < 1 || value != Math.rint(value) || value > 1L << 53) {
        throw scanner.faultAt(
            "%s of %s in alloc-stats of 2014".formatted(name, value), "whole bytes, 1 or more");
      }
      return value;
    }

    private void points() throws IOException {
      if (!assigned.contains("heap_size")) {
        throw scanner.faultAt(
            POINTS + " before heap_size", "heap_size first, as the 2014 tool writes it");
      }
      scanner.expect('[');
      scanner.skipBlank();
      PointReader2014 point = new PointReader2014(scanner, heapSize);
      while (!scanner.at(']')) {
        point.read();
        point.addTo(points);
        scanner.skipBlank();
        if (!scanner.accept(',') && !scanner.at(']')) {
          throw scanner.fault("',' or ']'");
        }
        scanner.skipBlank();
      }
      if (points.isEmpty()) {
        throw scanner.faultAt("no points in alloc-stats of 2014", "at least one");
      }
      scanner.expect(']');
    }
  }
}
