// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.rmalloc.trace.OpKind;

/**
 * Hands a workload over to another process: to a timing virtual machine, or to the replayer in C.
 * The format is little-endian, versioned, and made to be mapped; native/README.md describes it.
 */
public final class WorkloadFileCodec {
  private static final int CHUNK_OPS = 1 << 13;

  private WorkloadFileCodec() {}

  /** Writes a workload; what the file held is gone. O(ops). */
  public static void write(Workload workload, Path file) throws IOException {
    WorkloadHeader header = WorkloadHeader.of(workload);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      writeAll(channel, header.encoded());
      writeAll(channel.position(WorkloadHeader.kindsAt()), ByteBuffer.wrap(workload.kinds()));
      writeInts(channel.position(header.slotsAt()), workload.slots());
      writeLongs(channel.position(header.sizesAt()), workload.sizes());
      writeMarks(channel, header, workload.marks());
    }
  }

  /**
   * Reads a workload. O(ops).
   *
   * @throws IOException when the file is none, is cut, altered, or of another version: with the
   *     file, the offset and what was expected
   */
  public static Workload read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer start = ByteBuffer.allocate(WorkloadHeader.BYTES);
      readAll(channel, start);
      WorkloadHeader header = WorkloadHeader.decode(start.flip(), channel.size(), file);
      return workload(header, channel, file);
    }
  }

  private static Workload workload(WorkloadHeader header, FileChannel channel, Path file)
      throws IOException {
    byte[] kinds = new byte[header.opCount()];
    int[] slots = new int[header.opCount()];
    long[] sizes = new long[header.opCount()];
    readAll(channel.position(WorkloadHeader.kindsAt()), ByteBuffer.wrap(kinds));
    readInts(channel.position(header.slotsAt()), slots);
    readLongs(channel.position(header.sizesAt()), sizes);
    for (int op = 0; op < kinds.length; op++) {
      checkOp(header, kinds[op], slots[op], sizes[op], op, file);
    }
    AlignmentThreadClockColumns marks = readMarks(header, channel);
    checkMarks(marks, file);
    return new Workload(
        kinds,
        slots,
        sizes,
        marks,
        header.slotCount(),
        header.peakLive(),
        header.peakRequest(),
        header.requestCount());
  }

  private static AlignmentThreadClockColumns readMarks(WorkloadHeader header, FileChannel channel)
      throws IOException {
    int ops = header.opCount();
    byte[] alignments = new byte[header.has(WorkloadHeader.ALIGNMENTS) ? ops : 0];
    int[] threads = new int[header.has(WorkloadHeader.THREADS) ? ops : 0];
    long[] clocks = new long[header.has(WorkloadHeader.CLOCKS) ? ops : 0];
    readAll(channel.position(header.alignmentsAt()), ByteBuffer.wrap(alignments));
    readInts(channel.position(header.threadsAt()), threads);
    readLongs(channel.position(header.clocksAt()), clocks);
    return new AlignmentThreadClockColumns(alignments, threads, new int[0], new long[0])
        .withClocks(clocks);
  }

  private static void checkMarks(AlignmentThreadClockColumns marks, Path file) throws IOException {
    for (int op = 0; op < marks.alignments().length; op++) {
      int log2 = marks.alignments()[op];
      if (log2 < 0 || log2 > AlignmentThreadClockColumns.MAX_LOG2_ALIGNMENT) {
        throw new IOException(
            "workload file %s is damaged: op %d has an alignment of 2^%d"
                .formatted(file, op, log2));
      }
    }
    for (int op = 0; op < marks.threads().length; op++) {
      if (marks.threads()[op] < 0) {
        throw new IOException(
            "workload file %s is damaged: op %d has thread %d; expected 0 or more"
                .formatted(file, op, marks.threads()[op]));
      }
    }
  }

  private static void checkOp(
      WorkloadHeader header, byte kind, int slot, long sizeBytes, int op, Path file)
      throws IOException {
    if (!Workload.isReplayed(kind) || kind >= OpKind.Code.COUNT) {
      throw new IOException(
          "workload file %s is damaged: op %d is of kind %d, which does not exist"
              .formatted(file, op, kind));
    }
    if (slot < 0 || slot >= header.slotCount() || sizeBytes < 0) {
      throw new IOException(
          "workload file %s is damaged: op %d has slot %d of %d and %d bytes"
              .formatted(file, op, slot, header.slotCount(), sizeBytes));
    }
  }

  private static void writeMarks(
      FileChannel channel, WorkloadHeader header, AlignmentThreadClockColumns marks)
      throws IOException {
    if (header.has(WorkloadHeader.ALIGNMENTS)) {
      writeAll(channel.position(header.alignmentsAt()), ByteBuffer.wrap(marks.alignments()));
    }
    if (header.has(WorkloadHeader.THREADS)) {
      writeInts(channel.position(header.threadsAt()), marks.threads());
    }
    if (header.has(WorkloadHeader.CLOCKS)) {
      writeLongs(channel.position(header.clocksAt()), marks.clocks(header.opCount()));
    }
    long written = channel.size();
    if (written < header.fileBytes()) { // the last column ends between two multiples of 8
      channel.position(written);
      writeAll(channel, ByteBuffer.allocate((int) (header.fileBytes() - written)));
    }
  }

  private static void writeInts(FileChannel channel, int[] column) throws IOException {
    ByteBuffer chunk = chunk();
    for (int from = 0; from < column.length; from += CHUNK_OPS) {
      int ops = Math.min(CHUNK_OPS, column.length - from);
      chunk.asIntBuffer().put(column, from, ops);
      writeAll(channel, chunk.limit(ops * Integer.BYTES));
      chunk.clear();
    }
  }

  private static void writeLongs(FileChannel channel, long[] column) throws IOException {
    ByteBuffer chunk = chunk();
    for (int from = 0; from < column.length; from += CHUNK_OPS) {
      int ops = Math.min(CHUNK_OPS, column.length - from);
      chunk.asLongBuffer().put(column, from, ops);
      writeAll(channel, chunk.limit(ops * Long.BYTES));
      chunk.clear();
    }
  }

  private static void readInts(FileChannel channel, int[] column) throws IOException {
    ByteBuffer chunk = chunk();
    for (int from = 0; from < column.length; from += CHUNK_OPS) {
      int ops = Math.min(CHUNK_OPS, column.length - from);
      readAll(channel, chunk.limit(ops * Integer.BYTES));
      chunk.flip().asIntBuffer().get(column, from, ops);
      chunk.clear();
    }
  }

  private static void readLongs(FileChannel channel, long[] column) throws IOException {
    ByteBuffer chunk = chunk();
    for (int from = 0; from < column.length; from += CHUNK_OPS) {
      int ops = Math.min(CHUNK_OPS, column.length - from);
      readAll(channel, chunk.limit(ops * Long.BYTES));
      chunk.flip().asLongBuffer().get(column, from, ops);
      chunk.clear();
    }
  }

  private static ByteBuffer chunk() {
    return ByteBuffer.allocateDirect(CHUNK_OPS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void readAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // until it is full or the file ends
    }
  }
}
