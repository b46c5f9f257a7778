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
public final class WorkloadFile {
  private static final int CHUNK_OPS = 1 << 13;

  private WorkloadFile() {}

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
      writeSlots(channel.position(header.slotsAt()), workload.slots());
      writeSizes(channel.position(header.sizesAt()), workload.sizes());
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
    readSlots(channel.position(header.slotsAt()), slots);
    readSizes(channel.position(header.sizesAt()), sizes);
    for (int op = 0; op < kinds.length; op++) {
      checkOp(header, kinds[op], slots[op], sizes[op], op, file);
    }
    return new Workload(
        kinds,
        slots,
        sizes,
        header.slotCount(),
        header.peakLive(),
        header.peakRequest(),
        header.requestCount());
  }

  private static void checkOp(
      WorkloadHeader header, byte kind, int slot, long sizeBytes, int op, Path file)
      throws IOException {
    if (!Workload.isReplayed(kind) || kind >= OpKind.Code.COUNT) {
      throw new IOException("%s: op %d is of kind %d, which is none".formatted(file, op, kind));
    }
    if (slot < 0 || slot >= header.slotCount() || sizeBytes < 0) {
      throw new IOException(
          "%s: op %d has slot %d of %d and %d bytes"
              .formatted(file, op, slot, header.slotCount(), sizeBytes));
    }
  }

  private static void writeSlots(FileChannel channel, int[] slots) throws IOException {
    ByteBuffer chunk = chunk();
    for (int from = 0; from < slots.length; from += CHUNK_OPS) {
      int ops = Math.min(CHUNK_OPS, slots.length - from);
      chunk.asIntBuffer().put(slots, from, ops);
      writeAll(channel, chunk.limit(ops * Integer.BYTES));
      chunk.clear();
    }
  }

  private static void writeSizes(FileChannel channel, long[] sizes) throws IOException {
    ByteBuffer chunk = chunk();
    for (int from = 0; from < sizes.length; from += CHUNK_OPS) {
      int ops = Math.min(CHUNK_OPS, sizes.length - from);
      chunk.asLongBuffer().put(sizes, from, ops);
      writeAll(channel, chunk.limit(ops * Long.BYTES));
      chunk.clear();
    }
  }

  private static void readSlots(FileChannel channel, int[] slots) throws IOException {
    ByteBuffer chunk = chunk();
    for (int from = 0; from < slots.length; from += CHUNK_OPS) {
      int ops = Math.min(CHUNK_OPS, slots.length - from);
      readAll(channel, chunk.limit(ops * Integer.BYTES));
      chunk.flip().asIntBuffer().get(slots, from, ops);
      chunk.clear();
    }
  }

  private static void readSizes(FileChannel channel, long[] sizes) throws IOException {
    ByteBuffer chunk = chunk();
    for (int from = 0; from < sizes.length; from += CHUNK_OPS) {
      int ops = Math.min(CHUNK_OPS, sizes.length - from);
      readAll(channel, chunk.limit(ops * Long.BYTES));
      chunk.flip().asLongBuffer().get(sizes, from, ops);
      chunk.clear();
    }
  }

  private static ByteBuffer chunk() {
    return ByteBuffer.allocateDirect(CHUNK_OPS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
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
