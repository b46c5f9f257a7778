// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.ops;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceProvenance;

/**
 * Writes ops text. Does not check what it is given. Makes no objects; the stream is given some
 * thousand ops at once, and is flushed but not closed at the end.
 */
public final class OpsWriter implements OpSink, Closeable {
  private static final int CAPACITY = 1 << 16;

  /** Handle, address, size and alignment of at most 20 digits each, letter, blanks, line feed. */
  private static final int MOST_LINE_BYTES = 96;

  // by number from 0 to 99
  private static final byte[] ONES = lastDigits(1);
  private static final byte[] TENS = lastDigits(10);

  /** The least number of one digit more than the index; of one digit, 0. */
  private static final long[] LEAST = powersOfTen();

  private final OutputStream stream;
  private final DeferredHeaderOutputStream held;
  private final IntFunction<byte[]> header; // by version
  private final byte[] buffer = new byte[CAPACITY];
  private int length;
  private long opCount;
  private long alignment = 1; // of the block that is allocated next
  private int version; // once nothing is held back

  private OpsWriter(OutputStream stream, IntFunction<byte[]> header) {
    this.stream = stream;
    this.header = header;
    held = new DeferredHeaderOutputStream(stream);
  }

  /**
   * A writer of a file that says its version, its dialect and where it comes from in its first
   * lines. It is of version 2 once it says an alignment, a thread or a time; until that is known
   * what is written is held back, in a temporary file if it is long.
   */
  public static OpsWriter withHeader(
      OutputStream stream, Dialect dialect, TraceProvenance provenance) {
    return new OpsWriter(
        stream,
        version ->
            OpsTextHeader.text(version, dialect, provenance).getBytes(StandardCharsets.UTF_8));
  }

  /** A writer of a file that says no alignment, thread or time, even if it is told some. */
  public static OpsWriter plain(OutputStream stream, Dialect dialect, TraceProvenance provenance)
      throws IOException {
    OpsWriter writer = withHeader(stream, dialect, provenance);
    writer.begin(OpsTextHeader.PLAIN_VERSION);
    return writer;
  }

  /** A writer of ops alone, as files of 2014 are. */
  public static OpsWriter bare(OutputStream stream) throws IOException {
    OpsWriter writer = new OpsWriter(stream, _ -> new byte[0]);
    writer.begin(OpsTextHeader.PLAIN_VERSION);
    return writer;
  }

  /** Writes a whole trace, under the handles of the file that it came from. */
  public static void write(Trace trace, OutputStream stream) throws IOException {
    boolean marked = !trace.marks().isEmpty();
    try (OpsWriter writer =
        marked
            ? withHeader(stream, trace.dialect(), trace.provenance())
            : plain(stream, trace.dialect(), trace.provenance())) {
      trace.writeTo(writer);
    }
  }

  /** Ops written so far. */
  public long opCount() {
    return opCount;
  }

  @Override
  public void add(OpKind kind, int handle, long address, long sizeBytes) throws IOException {
    if (length > CAPACITY - MOST_LINE_BYTES) {
      flush();
    }
    putNumber(handle);
    put(' ');
    put(kind.letter());
    put(' ');
    putNumber(address);
    put(' ');
    putNumber(sizeBytes);
    if (alignment > 1 && kind == OpKind.NEW) {
      put(' ');
      putNumber(alignment);
      alignment = 1;
    }
    put('\n');
    opCount++;
  }

  @Override
  public void mark(OpAnnotationKind mark, long value) throws IOException {
    if (!held.isReleased()) {
      begin(OpsTextHeader.MARKED_VERSION);
    }
    if (version == OpsTextHeader.PLAIN_VERSION) {
      return;
    }
    switch (mark) {
      case ALIGNMENT -> alignment = value;
      case THREAD -> putLine(value, OpsReader.THREAD, 0);
      case CLOCK -> putLine(0, OpsReader.CLOCK, value);
    }
  }

  private void putLine(long first, char letter, long second) throws IOException {
    if (length > CAPACITY - MOST_LINE_BYTES) {
      flush();
    }
    putNumber(first);
    put(' ');
    put(letter);
    put(' ');
    putNumber(second);
    put(' ');
    put('0');
    put('\n');
  }

  private void begin(int decided) throws IOException {
    version = decided;
    held.release(header.apply(decided));
  }

  /** Adds a comment line that says something of the trace: {@code key=value}. */
  public void addNote(String note) throws IOException {
    flush();
    held.write(OpsTextHeader.noteLine(note).getBytes(StandardCharsets.UTF_8));
  }

  /** Hands what is left to the stream. */
  @Override
  public void close() throws IOException {
    try (held) {
      flush();
      if (!held.isReleased()) {
        begin(OpsTextHeader.PLAIN_VERSION);
      }
    }
    stream.flush();
  }

  private void flush() throws IOException {
    held.write(buffer, 0, length);
    length = 0;
  }

  private void put(char c) {
    buffer[length++] = (byte) c;
  }

  private void putNumber(long number) {
    if (number < 0) {
      long tenth = Long.divideUnsigned(number, 10);
      putNumber(tenth);
      number -= tenth * 10;
    }
    int at = length + digits(number);
    length = at;
    while (number >= 100) { // dividing takes longest, so two digits at once
      long hundredth = number / 100;
      int two = (int) (number - hundredth * 100);
      buffer[--at] = ONES[two];
      buffer[--at] = TENS[two];
      number = hundredth;
    }
    buffer[--at] = ONES[(int) number];
    if (number >= 10) {
      buffer[--at] = TENS[(int) number];
    }
  }

  /** How many digits a number of 0 or more has: log10(2) is a little more than 1233 / 4096. */
  private static int digits(long number) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(number | 1);
    int digits = (bits * 1233) >>> 12;
    return number >= LEAST[digits] ? digits + 1 : digits;
  }

  /** The last digits of the numbers from 0 to 99, divided by {@code divisor} first. */
  private static byte[] lastDigits(int divisor) {
    byte[] digits = new byte[100];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = (byte) ('0' + i / divisor % 10);
    }
    return digits;
  }

  private static long[] powersOfTen() {
    long[] powers = new long[19];
    long power = 1;
    for (int i = 1; i < powers.length; i++) {
      power *= 10;
      powers[i] = power;
    }
    return powers;
  }
}
