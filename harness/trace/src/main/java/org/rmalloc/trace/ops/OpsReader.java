// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.ops;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.file.BadRecordHandler;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.file.LineCursor;
import org.rmalloc.trace.file.WholeLinesBuffer;

/**
 * Reads ops text: {@code <handle> <op> <address> <size>}, one blank between fields, one op a line;
 * {@code #} starts a comment; in version 2 also {@code <handle> N <address> <size> <alignment>},
 * {@code <thread> T 0 0} and {@code 0 C <nanoseconds> 0}. What is wrong with a line is found out by
 * {@link OpsLineDiagnosis}, only once something is.
 */
public final class OpsReader {
  static final char THREAD = 'T';
  static final char CLOCK = 'C';
  private static final int MOST_COMMENTS = 1_000;

  private final LineCursor cursor;
  private final Optional<Dialect> dialect;
  private final OpKind[] kinds = new OpKind[256]; // by letter; null: not of the dialect
  private final OpsTextHeader header = new OpsTextHeader();
  private final boolean isMarked; // of the version that has marks
  private long opCount;

  /**
   * A reader at the start of a file.
   *
   * @param demanded the dialect that the user says it has
   */
  public OpsReader(WholeLinesBuffer lines, BadRecordHandler bad, Optional<Dialect> demanded)
      throws IOException {
    cursor = new LineCursor(lines, bad);
    OpsDialectDetector guess = new OpsDialectDetector(bad.file(), lines);
    dialect = guess.dialect(demanded);
    isMarked = guess.version() == OpsTextHeader.MARKED_VERSION;
    for (OpKind kind : OpKind.values()) {
      if (kind.isRequest() || (dialect.isPresent() && dialect.get().holds(kind))) {
        kinds[kind.letter()] = kind;
      }
    }
  }

  /**
   * Whether a file looks like ops text: by its name, or since it starts with a number once comments
   * are passed. One that starts with nothing is as good as any other.
   */
  public static boolean recognizes(FileStart start, String name) {
    String first =
        start.lines(MOST_COMMENTS).stream()
            .filter(line -> !line.startsWith("#"))
            .findFirst()
            .orElse("0");
    return name.toLowerCase(Locale.ROOT).contains("ops")
        || (!first.isEmpty() && Character.isDigit(first.charAt(0)));
  }

  /** The file's dialect. One that could not be told is read as access, and has requests only. */
  public Dialect dialect() {
    return dialect.orElse(Dialect.ACCESS);
  }

  /** Whether the file may say alignments, threads and times. */
  public boolean isMarked() {
    return isMarked;
  }

  /** Ops handed on so far. */
  public long opCount() {
    return opCount;
  }

  /** What the comments say of the provenance of a file of this name and digest. */
  public TraceProvenance provenance(String name, String sha256) {
    return header.provenance(name, sha256);
  }

  /** Reads to the end. */
  public void readTo(OpSink sink) throws IOException {
    cursor.forEachLine(line -> readLine(line, sink));
  }

  private void readLine(LineCursor line, OpSink sink) throws IOException {
    if (line.takeNumber() && fits(line.value()) && line.take(' ')) {
      int handle = (int) line.value();
      int letter = line.takeByte();
      if (line.take(' ') && line.takeNumber()) {
        long address = line.value();
        if (line.take(' ') && line.takeNumber() && line.value() >= 0) {
          long sizeBytes = line.value();
          if (isMarked
              ? readMarked(line, letter, handle, address, sizeBytes, sink)
              : ends(line) && add(kinds[letter], handle, address, sizeBytes, sink)) {
            return;
          }
        }
      }
    }
    readOddLine(line.lineText());
  }

  private boolean add(OpKind kind, int handle, long address, long sizeBytes, OpSink sink)
      throws IOException {
    if (kind == null) {
      return false;
    }
    sink.add(kind, handle, address, sizeBytes);
    opCount++;
    return true;
  }

  /** Reads the end of a line of version 2, of which three numbers are read; false if it is bad. */
  private boolean readMarked(
      LineCursor line, int letter, int first, long second, long third, OpSink sink)
      throws IOException {
    boolean isSpaced = line.take(' ');
    if (isSpaced && letter == OpKind.NEW.letter() && line.takeNumber()) {
      long alignment = line.value();
      if (!ends(line)) {
        return false;
      }
      sink.mark(OpAnnotationKind.ALIGNMENT, alignment);
      return add(OpKind.NEW, first, second, third, sink);
    }
    if (isSpaced ? !endsInComment(line) : !ends(line)) {
      return false;
    }
    if (letter == THREAD && second == 0 && third == 0) {
      sink.mark(OpAnnotationKind.THREAD, first);
      return true;
    }
    if (letter == CLOCK && first == 0 && third == 0) {
      sink.mark(OpAnnotationKind.CLOCK, second);
      return true;
    }
    return add(kinds[letter], first, second, third, sink);
  }

  private static boolean fits(long handle) {
    return handle >= 0 && handle <= Integer.MAX_VALUE;
  }

  private static boolean ends(LineCursor line) {
    return line.atLineEnd() || endsInComment(line);
  }

  private static boolean endsInComment(LineCursor line) {
    while (line.take(' ')) {
      // blanks before a comment
    }
    return line.take('#');
  }

  private void readOddLine(String text) {
    if (!text.startsWith("#")) {
      throw new OpsLineDiagnosis(dialect, isMarked).of(text);
    }
    header.addComment(text);
  }
}
