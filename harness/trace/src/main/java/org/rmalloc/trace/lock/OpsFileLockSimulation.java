// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lock;

import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.lifetime.BlockLifetimeMeter;
import org.rmalloc.trace.ops.OpsWriter;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.ReopenableInput;
import org.rmalloc.trace.read.StreamingOpsReader;

/** Lock simulation of files: two passes, between which one fact is kept of each handle. */
public final class OpsFileLockSimulation {
  private OpsFileLockSimulation() {}

  /**
   * What was written.
   *
   * @param opsRead ops of the file, accesses included
   * @param opsWritten ops of the lock trace
   * @param skipped bad records that were passed over
   */
  public record Summary(long opsRead, long opsWritten, long skipped) {}

  /**
   * Writes the lock trace of an ops file in the access dialect.
   *
   * @param file opened twice
   * @param bare whether to write ops alone, without the first lines that say what they are
   */
  public static Summary lock(
      ReopenableInput file,
      ReadOptions options,
      LockSimulationMethod method,
      boolean bare,
      OutputStream stream)
      throws IOException {
    BlockLifetimeMeter tally = new BlockLifetimeMeter();
    StreamingOpsReader.Summary first;
    try (DecompressedInput input = file.open()) {
      first = StreamingOpsReader.read(input, options, Dialect.ACCESS, tally);
    }
    BitSet facts = method.facts(tally.lifetimes());
    TraceProvenance source = first.provenance().with("locks=" + method.label());
    try (DecompressedInput input = file.open();
        OpsWriter writer =
            bare ? OpsWriter.bare(stream) : writer(first.isMarked(), stream, source)) {
      OpSink locks = method.simulation(facts::get, writer);
      StreamingOpsReader.read(
          input, options, Dialect.ACCESS, StreamingOpsReader.checked(Dialect.ACCESS, locks));
      return new Summary(first.ops(), writer.opCount(), first.skipped());
    }
  }

  private static OpsWriter writer(boolean isMarked, OutputStream stream, TraceProvenance source)
      throws IOException {
    return isMarked
        ? OpsWriter.withHeader(stream, Dialect.LOCK, source)
        : OpsWriter.plain(stream, Dialect.LOCK, source);
  }
}
