// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.mapping.ReallocMode;
import org.rmalloc.trace.read.AccessTransform;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.ReopenableInput;
import org.rmalloc.trace.read.TraceReader;

/**
 * Which bytes of its blocks the recorded program wrote to, as far as that decides which pages hold
 * memory: a page that was written to once stays. native/README.md describes the file.
 */
public final class RecordedPageTouches {
  private static final int HEADER_BYTES = 48;
  private static final int VERSION = 1;
  private static final int CHUNK_TOUCHES = 1 << 13;

  private final PageTouchingWriteCollector touches;
  private final long requestCount;

  private RecordedPageTouches(PageTouchingWriteCollector touches, long requestCount) {
    this.touches = touches;
    this.requestCount = requestCount;
  }

  /**
   * Reads a trace for its accesses. O(ops); memory in proportion to live bytes and touches.
   *
   * @param workload of the same file in the same setting
   * @return empty when nothing is written to in the trace, or the setting repeats it or splits its
   *     resizes
   */
  public static Optional<RecordedPageTouches> read(
      ReopenableInput file, ReadOptions options, TrialSetting setting, Workload workload)
      throws IOException {
    if (setting.rounds() > 1 || setting.realloc() == ReallocMode.FREE_NEW) {
      return Optional.empty();
    }
    PageTouchingWriteCollector touches = new PageTouchingWriteCollector(workload);
    try (DecompressedInput input = file.open()) {
      TraceReader.read(input, options.withNotices(_ -> {}), new Watch(touches));
    }
    return touches.count() == 0
        ? Optional.empty()
        : Optional.of(new RecordedPageTouches(touches, workload.requestCount()));
  }

  /** How many there are: 1 or more. */
  public int count() {
    return touches.count();
  }

  /** Writes a touches file; what the file held is gone. O(touches). */
  public void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      WorkloadFileCodec.writeAll(channel, header());
      writeColumn(channel, Integer.BYTES, touches::request);
      writeColumn(channel, Integer.BYTES, touches::slot);
      writeColumn(channel, Long.BYTES, touches::from);
      writeColumn(channel, Long.BYTES, touches::bytes);
    }
  }

  private ByteBuffer header() {
    long ofInts = WorkloadHeader.aligned((long) Integer.BYTES * count());
    long fileBytes = HEADER_BYTES + 2 * ofInts + 2L * Long.BYTES * count();
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put("rmallocT".getBytes(StandardCharsets.US_ASCII)).putInt(VERSION).putInt(0);
    header.putLong(count()).putLong(requestCount).putLong(fileBytes);
    header.putLong(WorkloadHeader.checksum(header, header.position()));
    return header.flip();
  }

  private void writeColumn(FileChannel channel, int entryBytes, Column column) throws IOException {
    ByteBuffer chunk =
        ByteBuffer.allocateDirect(CHUNK_TOUCHES * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int touch = 0; touch < count(); touch++) {
      if (entryBytes == Integer.BYTES) {
        chunk.putInt((int) column.of(touch));
      } else {
        chunk.putLong(column.of(touch));
      }
      if (chunk.remaining() < Long.BYTES) {
        WorkloadFileCodec.writeAll(channel, chunk.flip());
        chunk.clear();
      }
    }
    long written = (long) entryBytes * count();
    chunk.put(new byte[(int) (WorkloadHeader.aligned(written) - written)]);
    WorkloadFileCodec.writeAll(channel, chunk.flip());
  }

  @FunctionalInterface
  private interface Column {
    long of(int touch);
  }

  /** Shows a trace of accesses to touches; only its requests are kept, for the reader's sake. */
  private record Watch(PageTouchingWriteCollector touches) implements AccessTransform {
    @Override
    public Dialect dialect() {
      return Dialect.ACCESS;
    }

    @Override
    public OpSink before(OpSink trace) {
      return (kind, handle, address, sizeBytes) -> {
        touches.add(kind, handle, address, sizeBytes);
        if (kind.isRequest()) {
          trace.add(kind, handle, address, sizeBytes);
        }
      };
    }
  }
}
