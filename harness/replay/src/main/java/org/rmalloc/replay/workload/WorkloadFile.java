package org.rmalloc.replay.workload;

import java.io.IOException;
import java.nio.file.Path;

/** Hands a workload over to another process. */
public final class WorkloadFile {
  private WorkloadFile() {}

  /** Writes a workload. */
  public static void write(Workload workload, Path file) throws IOException {
    try (PackedFile out = PackedFile.toWrite(file)) {
      out.writeLong(workload.slotCount());
      out.writeLong(workload.peakLive());
      out.writeLong(workload.peakRequest());
      out.writeLong(workload.requestCount());
      out.writeBytes(workload.kinds());
      out.writeInts(workload.slots());
      out.writeLongs(workload.sizes());
      out.flush();
    }
  }

  /** Reads a workload. */
  public static Workload read(Path file) throws IOException {
    try (PackedFile in = PackedFile.toRead(file)) {
      int slotCount = (int) in.readLong();
      long peakLive = in.readLong();
      long peakRequest = in.readLong();
      long requestCount = in.readLong();
      return new Workload(
          in.readBytes(),
          in.readInts(),
          in.readLongs(),
          slotCount,
          peakLive,
          peakRequest,
          requestCount);
    }
  }
}
