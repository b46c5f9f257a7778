package org.rmalloc.replay;

import java.io.IOException;
import java.util.Optional;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.contender.ArenaContender;
import org.rmalloc.replay.progress.Meter;
import org.rmalloc.replay.progress.Progress;
import org.rmalloc.replay.result.Stop;
import org.rmalloc.replay.space.DataPoints;
import org.rmalloc.replay.space.PointSink;
import org.rmalloc.replay.space.SpaceOptions;
import org.rmalloc.replay.space.SpacePass;
import org.rmalloc.replay.trial.Setting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.UsageException;

/**
 * One trace against one contender, everything checked after every op: payloads, placements, walk
 * and ledger, locked blocks, and that requests fail and succeed as predicted. O(heap) an op.
 */
public final class Check {
  private final Workload workload;
  private final ArenaContender contender;
  private final SpaceOptions options;

  /**
   * What to check.
   *
   * @param setting whose heap, which may not be {@code min}, and budget count
   * @param restores whether, once all is freed, requests as large as at first must be met again:
   *     not of an allocator that never coalesces
   * @throws UsageException when the contender cannot manage such a heap
   */
  public Check(PreparedTrace trace, ArenaContender contender, Setting setting, boolean restores) {
    this.workload = trace.workload();
    this.contender = contender;
    long heapSize = setting.heap().bytes(workload.peakLive(), Check::noMinimum);
    this.options =
        new SpaceOptions(heapSize, setting.budget(), DataPoints.ALL, true).watching(restores);
    contender
        .refusalOf(heapSize)
        .ifPresent(
            refusal -> {
              throw new UsageException(contender.label() + ": " + refusal);
            });
  }

  /**
   * Replays.
   *
   * @return where it ended for want of memory, which is no fault; empty when it met every request
   * @throws InvariantViolation when the allocator breaks its contract, naming the op
   */
  public Optional<Stop> run(Progress progress) throws IOException {
    Meter meter = new Meter(progress, workload.opCount());
    meter.begin("checking " + contender.label());
    return new SpacePass(workload, contender, options).run(PointSink.NONE, meter).stoppedAt();
  }

  private static long noMinimum() {
    throw new UsageException("heap 'min': expected bytes, or a factor of the peak, to check in");
  }
}
