// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The first {@link #BYTES} bytes of a workload file (native/README.md, "The workload file").
 *
 * @param opCount how many entries each column has: 1 or more
 * @param slotCount how many cells a replay needs: 1 to {@code opCount}
 * @param peakLive the maximum of live bytes
 * @param peakRequest the first request after which as many are live
 * @param requestCount how many of the ops are N, F or R: 1 to {@code opCount}
 * @param flags the columns that follow that of sizes: {@link #ALIGNMENTS}, {@link #THREADS} and
 *     {@link #CLOCKS}, in this order
 */
record WorkloadHeader(
    int opCount, int slotCount, long peakLive, long peakRequest, long requestCount, int flags) {
  /** A column of bytes. */
  static final int ALIGNMENTS = 1;

  /** A column of 4 bytes each. */
  static final int THREADS = 2;

  /** A column of 8 bytes each. */
  static final int CLOCKS = 4;

  /** How long it is, its checksum included. */
  static final int BYTES = 72;

  private static final long MAGIC =
      ByteBuffer.wrap("rmallocW".getBytes(StandardCharsets.US_ASCII)).getLong();
  private static final int VERSION = 1;
  private static final int ALL_FLAGS = ALIGNMENTS | THREADS | CLOCKS;
  private static final int VERSION_AT = 8;
  private static final int FLAGS_AT = 12;
  private static final int LENGTH_AT = 56;
  private static final int CHECKSUM_AT = 64;

  private static final long FNV_START = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  static WorkloadHeader of(Workload workload) {
    return new WorkloadHeader(
        workload.opCount(),
        workload.slotCount(),
        workload.peakLive(),
        workload.peakRequest(),
        workload.requestCount(),
        (workload.alignments().length > 0 ? ALIGNMENTS : 0)
            | (workload.threads().length > 0 ? THREADS : 0)
            | (workload.marks().clockOps().length > 0 ? CLOCKS : 0));
  }

  /** Whether the file has a column. */
  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Where the column of kinds begins. */
  static long kindsAt() {
    return BYTES;
  }

  /** Where the column of slots begins. */
  long slotsAt() {
    return aligned(kindsAt() + opCount);
  }

  /** Where the column of sizes begins. */
  long sizesAt() {
    return aligned(slotsAt() + (long) Integer.BYTES * opCount);
  }

  /** How long the whole file is. */
  long fileBytes() {
    return end(clocksAt(), CLOCKS, Long.BYTES);
  }

  /** Where the column of alignments begins, if there is one. */
  long alignmentsAt() {
    return sizesAt() + (long) Long.BYTES * opCount;
  }

  /** Where the column of threads begins, if there is one. */
  long threadsAt() {
    return aligned(end(alignmentsAt(), ALIGNMENTS, Byte.BYTES));
  }

  /** Where the column of clocks begins, if there is one. */
  long clocksAt() {
    return aligned(end(threadsAt(), THREADS, Integer.BYTES));
  }

  private long end(long start, int flag, int entryBytes) {
    return has(flag) ? start + (long) entryBytes * opCount : start;
  }

  /** As a file holds it. */
  ByteBuffer encoded() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(MAGIC).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(VERSION).putInt(flags);
    bytes.putLong(opCount).putLong(slotCount);
    bytes.putLong(peakLive).putLong(peakRequest).putLong(requestCount);
    bytes.putLong(fileBytes());
    bytes.putLong(checksum(bytes, CHECKSUM_AT));
    return bytes.flip();
  }

  /**
   * The header that a file begins with.
   *
   * @param bytes as many of the file's first {@link #BYTES} bytes as there are
   * @param fileBytes how long the file is
   * @throws IOException when it is not one of a workload file of this version, whole and unaltered
   */
  static WorkloadHeader decode(ByteBuffer bytes, long fileBytes, Path file) throws IOException {
    bytes.order(ByteOrder.BIG_ENDIAN);
    if (bytes.limit() < BYTES || bytes.getLong(0) != MAGIC) {
      throw refused(file, 0, "found other data");
    }
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.getInt(VERSION_AT) != VERSION) {
      throw refused(
          file,
          VERSION_AT,
          "found version %d; this build of rmalloc reads %d"
              .formatted(bytes.getInt(VERSION_AT), VERSION));
    }
    if (bytes.getLong(CHECKSUM_AT) != checksum(bytes, CHECKSUM_AT)) {
      throw refused(file, CHECKSUM_AT, "the header is damaged: its checksum differs");
    }
    return checked(bytes, fileBytes, file);
  }

  private static WorkloadHeader checked(ByteBuffer bytes, long fileBytes, Path file)
      throws IOException {
    int flags = bytes.getInt(FLAGS_AT);
    if ((flags & ~ALL_FLAGS) != 0) {
      throw refused(file, FLAGS_AT, "found columns that this build of rmalloc does not read");
    }
    if (bytes.getLong(LENGTH_AT) != fileBytes) {
      throw refused(
          file,
          LENGTH_AT,
          "found %d bytes, expected %d".formatted(fileBytes, bytes.getLong(LENGTH_AT)));
    }
    bytes.position(16);
    long opCount = bytes.getLong();
    long slotCount = bytes.getLong();
    WorkloadHeader header =
        new WorkloadHeader(
            (int) opCount,
            (int) slotCount,
            bytes.getLong(),
            bytes.getLong(),
            bytes.getLong(),
            flags);
    if (header.opCount != opCount || opCount < 1 || header.fileBytes() != fileBytes) {
      throw refused(file, 16, "the file's length does not fit its %d ops".formatted(opCount));
    }
    if (slotCount < 1 || slotCount > opCount) {
      throw refused(file, 24, "found %d slots for %d ops".formatted(slotCount, opCount));
    }
    return header;
  }

  private static IOException refused(Path file, int offset, String what) {
    return new IOException(
        "%s@0x%x: workload file of a timing process: %s".formatted(file, offset, what));
  }

  /** The first multiple of 8 from an offset on, where a column may begin. */
  static long aligned(long offset) {
    return (offset + Long.BYTES - 1) & -Long.BYTES;
  }

  /** FNV-1a, which changes with any one byte: of the first ones, before the checksum itself. */
  static long checksum(ByteBuffer bytes, int count) {
    long sum = FNV_START;
    for (int i = 0; i < count; i++) {
      sum = (sum ^ (bytes.get(i) & 0xFF)) * FNV_PRIME;
    }
    return sum;
  }
}
