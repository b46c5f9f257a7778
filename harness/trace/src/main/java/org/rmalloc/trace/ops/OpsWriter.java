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
    int end = length + digits(number);
    length = end;
    do {
      long tenth = number / 10;
      buffer[--end] = (byte) ('0' + (number - tenth * 10));
      number = tenth;
    } while (number != 0);
  }

  private static int digits(long number) {
    int digits = 1;
    for (long bound = 10; digits < 19 && number >= bound; bound *= 10) {
      digits++;
    }
    return digits;
  }
}
