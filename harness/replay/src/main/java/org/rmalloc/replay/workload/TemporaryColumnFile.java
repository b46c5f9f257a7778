// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary binary file of numbers and columns of numbers, read in the order written. Between two
 * processes of one version on one machine, so it has no version and no checks.
 */
public final class TemporaryColumnFile implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int CHUNK_INTS = CHUNK_BYTES / Integer.BYTES;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);

  private TemporaryColumnFile(FileChannel channel) {
    this.channel = channel;
  }

  /** A file to write to; what it held is gone. */
  public static TemporaryColumnFile toWrite(Path file) throws IOException {
    return new TemporaryColumnFile(
        FileChannel.open(
            file,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING));
  }

  /** A file to read. */
  public static TemporaryColumnFile toRead(Path file) throws IOException {
    TemporaryColumnFile packed =
        new TemporaryColumnFile(FileChannel.open(file, StandardOpenOption.READ));
    packed.buffer.limit(0);
    return packed;
  }

  /** Writes a number. */
  public void writeLong(long value) throws IOException {
    makeRoom(Long.BYTES);
    buffer.putLong(value);
  }

  /** Writes a number. */
  public void writeDouble(double value) throws IOException {
    writeLong(Double.doubleToRawLongBits(value));
  }

  /** Writes a column and its length. */
  public void writeBytes(byte[] column) throws IOException {
    writeLong(column.length);
    for (int from = 0; from < column.length; from += CHUNK_BYTES) {
      int length = Math.min(CHUNK_BYTES, column.length - from);
      makeRoom(length);
      buffer.put(column, from, length);
    }
  }

  /** Writes a column and its length. */
  public void writeInts(int[] column) throws IOException {
    writeLong(column.length);
    for (int from = 0; from < column.length; from += CHUNK_INTS) {
      int length = Math.min(CHUNK_INTS, column.length - from);
      makeRoom(length * Integer.BYTES);
      buffer.asIntBuffer().put(column, from, length);
      buffer.position(buffer.position() + length * Integer.BYTES);
    }
  }

  /** Writes a column and its length. */
  public void writeLongs(long[] column) throws IOException {
    writeLong(column.length);
    for (long value : column) {
      writeLong(value);
    }
  }

  /** Reads a number. */
  public long readLong() throws IOException {
    fill(Long.BYTES);
    return buffer.getLong();
  }

  /** Reads a number. */
  public double readDouble() throws IOException {
    return Double.longBitsToDouble(readLong());
  }

  /** Reads a column. */
  public byte[] readBytes() throws IOException {
    byte[] column = new byte[(int) readLong()];
    for (int from = 0; from < column.length; from += CHUNK_BYTES) {
      int length = Math.min(CHUNK_BYTES, column.length - from);
      fill(length);
      buffer.get(column, from, length);
    }
    return column;
  }

  /** Reads a column. */
  public int[] readInts() throws IOException {
    int[] column = new int[(int) readLong()];
    for (int from = 0; from < column.length; from += CHUNK_INTS) {
      int length = Math.min(CHUNK_INTS, column.length - from);
      fill(length * Integer.BYTES);
      buffer.asIntBuffer().get(column, from, length);
      buffer.position(buffer.position() + length * Integer.BYTES);
    }
    return column;
  }

  /** Reads a column. */
  public long[] readLongs() throws IOException {
    long[] column = new long[(int) readLong()];
    for (int i = 0; i < column.length; i++) {
      column[i] = readLong();
    }
    return column;
  }

  /** Writes what is left to be written. */
  public void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void makeRoom(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
  }

  private void fill(int bytes) throws IOException {
    if (buffer.remaining() >= bytes) {
      return;
    }
    buffer.compact();
    while (buffer.position() < bytes) {
      if (channel.read(buffer) < 0) {
        throw new EOFException(
            "a temporary file that one process of rmalloc writes for another ends too early");
      }
    }
    buffer.flip();
  }
}
