// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.hrec;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.mapping.HeapEventSink;

/**
 * Writes a {@code .hrec} file as a stream, finished when closed: the same bytes as the recorder's
 * for the same records. Not thread-safe.
 */
public final class HrecWriter implements HeapEventSink, Closeable {
  private final OutputStream out;
  private final byte[] payload = new byte[HrecLayout.MAX_PAYLOAD_BYTES + 8];
  private final List<String> notes = new ArrayList<>();
  private int at;
  private int count;
  private long index; // of the block's first record
  private long previous;
  private final boolean isMarked;
  private long alignment = 1; // of the block that is allocated next

  /**
   * Starts a file of version 1, which passes over marks.
   *
   * @param notes what the file is to say of itself at its start, one {@code key=value} each
   */
  public HrecWriter(OutputStream out, List<String> notes) throws IOException {
    this(out, notes, HrecLayout.VERSION);
  }

  /** Starts a file of version 2, which may say alignments, threads and times. */
  public static HrecWriter marked(OutputStream out, List<String> notes) throws IOException {
    return new HrecWriter(out, notes, HrecLayout.MARKED_VERSION);
  }

  private HrecWriter(OutputStream out, List<String> notes, int version) throws IOException {
    this.out = out;
    isMarked = version == HrecLayout.MARKED_VERSION;
    out.write(HrecLayout.fileHeader(version));
    writeNotes(HrecLayout.HEAD, notes);
  }

  /** Adds a note that becomes known only later; it stands at the end of the file. */
  public void note(String keyAndValue) {
    notes.add(keyAndValue);
  }

  @Override
  public void allocated(long address, long sizeBytes) throws IOException {
    put((alignment > 1 ? HrecLayout.ALIGNED_NEW : HrecLayout.NEW) << 3, address);
    putVarint(sizeBytes);
    if (alignment > 1) {
      putVarint(Long.numberOfTrailingZeros(alignment));
      alignment = 1;
    }
  }

  @Override
  public void mark(OpAnnotationKind mark, long value) throws IOException {
    if (!isMarked) {
      return;
    }
    makeRoom();
    switch (mark) {
      case ALIGNMENT -> alignment = value;
      case THREAD -> putNumber(HrecLayout.THREAD << 3, value);
      case CLOCK -> putNumber(HrecLayout.CLOCK << 3, value);
    }
  }

  @Override
  public void freed(long address) throws IOException {
    put(HrecLayout.FREE << 3, address);
  }

  @Override
  public void resized(long from, long to, long sizeBytes) throws IOException {
    put(HrecLayout.RESIZE << 3, from);
    long moved = to - from;
    putVarint((moved << 1) ^ (moved >> 63));
    putVarint(sizeBytes);
    previous = to;
  }

  @Override
  public void accessed(OpKind kind, long address, long sizeBytes) throws IOException {
    int detail = detail(sizeBytes);
    put(recordClass(kind) << 6 | detail << 3, address);
    if (detail == HrecLayout.SIZED) {
      putVarint(sizeBytes);
    }
  }

  /** Writes what is left and the end; closes the stream. */
  @Override
  public void close() throws IOException {
    try (out) {
      if (count > 0) {
        flushBlock();
      }
      writeNotes(HrecLayout.END, notes);
    }
  }

  private static int recordClass(OpKind kind) {
    return switch (kind) {
      case LOAD -> HrecLayout.LOAD;
      case STORE -> HrecLayout.STORE;
      case MODIFY -> HrecLayout.MODIFY;
      case NEW, FREE, RESIZE, LOCK, UNLOCK ->
          throw new IllegalArgumentException(
              kind + " is no access: expected LOAD, STORE or MODIFY");
    };
  }

  private static int detail(long sizeBytes) {
    boolean hasClass =
        sizeBytes > 0 && sizeBytes < 1 << HrecLayout.SIZED && Long.bitCount(sizeBytes) == 1;
    return hasClass ? Long.numberOfTrailingZeros(sizeBytes) : HrecLayout.SIZED;
  }

  /** Starts a record of an address. */
  private void put(int first, long address) throws IOException {
    makeRoom();
    putNumber(first, address - previous);
    previous = address;
  }

  /** Begins a new block if this one may have no room for a record. */
  private void makeRoom() throws IOException {
    if (at >= HrecLayout.MAX_PAYLOAD_BYTES - HrecLayout.LONGEST_RECORD) {
      flushBlock();
    }
  }

  private void putNumber(int first, long number) {
    int width = (63 - Long.numberOfLeadingZeros(((number ^ (number >> 63)) << 1) | 1)) >>> 3;
    payload[at] = (byte) (first | width);
    HrecLayout.setLong(payload, at + 1, number);
    at += 2 + width;
    count++;
  }

  private void putVarint(long value) {
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      payload[at++] = (byte) (rest | 0x80);
    }
    payload[at++] = (byte) rest;
  }

  private void flushBlock() throws IOException {
    writeBlock(HrecLayout.DATA, count, payload, at);
    index += count;
    at = 0;
    count = 0;
    previous = 0;
  }

  private void writeNotes(int type, List<String> lines) throws IOException {
    byte[] text = text(lines);
    writeBlock(type, 0, text, text.length);
  }

  private void writeBlock(int type, int records, byte[] bytes, int length) throws IOException {
    writeBlock(out, type, records, index, bytes, length);
  }

  static void writeBlock(
      OutputStream out, int type, int records, long index, byte[] bytes, int length)
      throws IOException {
    out.write(HrecLayout.header(type, records, index, bytes, length));
    out.write(bytes, 0, length);
    out.write(new byte[HrecLayout.padding(length)]);
  }

  /** The notes that fit, one a line; at least an empty line: a block of no bytes would be open. */
  static byte[] text(List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      String escaped = line.replace("\\", "\\\\").replace("\n", "\\n");
      if (text.length() + escaped.length()
          < HrecLayout.MAX_PAYLOAD_BYTES / 4) { // UTF-8: 3 bytes a char
        text.append(escaped).append('\n');
      }
    }
    return (text.isEmpty() ? "\n" : text.toString()).getBytes(StandardCharsets.UTF_8);
  }
}
