// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Path;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.replay.workload.WorkloadFileCodec;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.TraceReader;

/** {@code TRACE FILE}: packs a trace for {@code replay.c}. */
final class PackWorkload {
  private PackWorkload() {}

  public static void main(String[] args) throws IOException {
    Workload workload = Workload.of(TraceReader.read(Path.of(args[0]), ReadOptions.DEFAULT));
    WorkloadFileCodec.write(workload, Path.of(args[1]));
  }
}
