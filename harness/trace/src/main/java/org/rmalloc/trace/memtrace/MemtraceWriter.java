// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.memtrace;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.mapping.HeapEventSink;

/** Writes memtrace text, notes before the first record as lines that readers pass over. */
public final class MemtraceWriter implements HeapEventSink {
  private static final int MOST_DIGITS = 20;

  private final OutputStream out;
  private final byte[] line = new byte[3 * (MOST_DIGITS + 1) + 8];
  private int at;
  private long alignment = 1; // of the block that is allocated next

  /** A writer that starts with the notes; the stream stays its caller's. */
  public MemtraceWriter(OutputStream out, List<String> notes) throws IOException {
    this.out = out;
    for (String note : notes) {
      out.write(("# " + note + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void allocated(long address, long sizeBytes) throws IOException {
    start('N', address);
    if (alignment > 1) {
      put(sizeBytes);
      end(alignment);
      alignment = 1;
    } else {
      end(sizeBytes);
    }
  }

  @Override
  public void mark(OpAnnotationKind mark, long value) throws IOException {
    switch (mark) {
      case ALIGNMENT -> alignment = value;
      case THREAD -> writeMark('T', value);
      case CLOCK -> writeMark('C', value);
    }
  }

  private void writeMark(char letter, long value) throws IOException {
    start(letter, value);
    end(0);
  }

  @Override
  public void freed(long address) throws IOException {
    start('F', address);
    end(0);
  }

  @Override
  public void resized(long oldAddress, long newAddress, long sizeBytes) throws IOException {
    start('R', oldAddress);
    put(newAddress);
    end(sizeBytes);
  }

  @Override
  public void accessed(OpKind kind, long address, long sizeBytes) throws IOException {
    start(kind.letter(), address);
    end(sizeBytes);
  }

  private void start(char letter, long address) {
    at = 0;
    line[at++] = '>';
    line[at++] = '>';
    line[at++] = '>';
    line[at++] = ' ';
    line[at++] = (byte) letter;
    put(address);
  }

  private void end(long number) throws IOException {
    put(number);
    line[at++] = '\n';
    out.write(line, 0, at);
  }

  /** A blank and an unsigned number. */
  private void put(long number) {
    line[at++] = ' ';
    if (number < 0) {
      putLarge(number);
      return;
    }
    int end = at + digits(number);
    long rest = number;
    for (int i = end - 1; i >= at; i--, rest /= 10) {
      line[i] = (byte) ('0' + rest % 10);
    }
    at = end;
  }

  private void putLarge(long number) {
    byte[] digits = Long.toUnsignedString(number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, line, at, digits.length);
    at += digits.length;
  }

  private static int digits(long number) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }
}
