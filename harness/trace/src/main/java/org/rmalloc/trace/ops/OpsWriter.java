package org.rmalloc.trace.ops;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.Provenance;
import org.rmalloc.trace.Trace;

/**
 * Writes ops text. Does not check what it is given. Makes no objects; the stream is given some
 * thousand ops at once, and is flushed but not closed at the end.
 */
public final class OpsWriter implements OpSink, Closeable {
  private static final int CAPACITY = 1 << 16;

  /** Handle, address and size of at most 20 digits each, letter, blanks, line feed. */
  private static final int MOST_LINE_BYTES = 72;

  // by number from 0 to 99
  private static final byte[] ONES = lastDigits(1);
  private static final byte[] TENS = lastDigits(10);

  /** The least number of one digit more than the index; of one digit, 0. */
  private static final long[] LEAST = powersOfTen();

  private final OutputStream stream;
  private final byte[] buffer = new byte[CAPACITY];
  private int length;
  private long opCount;

  private OpsWriter(OutputStream stream) {
    this.stream = stream;
  }

  /** A writer of a file that says its dialect and where it comes from in its first lines. */
  public static OpsWriter withHeader(OutputStream stream, Dialect dialect, Provenance provenance)
      throws IOException {
    stream.write(OpsHeader.text(dialect, provenance).getBytes(StandardCharsets.UTF_8));
    return new OpsWriter(stream);
  }

  /** A writer of ops alone, as files of 2014 are. */
  public static OpsWriter bare(OutputStream stream) {
    return new OpsWriter(stream);
  }

  /** Writes a whole trace, under the handles of the file that it came from. */
  public static void write(Trace trace, OutputStream stream) throws IOException {
    try (OpsWriter writer = withHeader(stream, trace.dialect(), trace.provenance())) {
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
    put('\n');
    opCount++;
  }

  /** Adds a comment line that says something of the trace: {@code key=value}. */
  public void addNote(String note) throws IOException {
    flush();
    stream.write(OpsHeader.noteLine(note).getBytes(StandardCharsets.UTF_8));
  }

  /** Hands what is left to the stream. */
  @Override
  public void close() throws IOException {
    flush();
    stream.flush();
  }

  private void flush() throws IOException {
    stream.write(buffer, 0, length);
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
