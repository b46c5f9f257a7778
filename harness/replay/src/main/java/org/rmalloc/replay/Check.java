package org.rmalloc.replay;

import java.io.IOException;
import java.util.Optional;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.driver.UsageException;
import org.rmalloc.replay.progress.Meter;
import org.rmalloc.replay.progress.Progress;
import org.rmalloc.replay.space.DataPoints;
import org.rmalloc.replay.space.PointSink;
import org.rmalloc.replay.space.SpaceOptions;
import org.rmalloc.replay.space.SpacePass;
import org.rmalloc.replay.stats.Stop;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.Trace;

/**
 * One trace against one allocator, everything checked after every op: payloads, placements, walk
 * and ledger, locked blocks, and that requests fail and succeed as foretold. O(heap) an op.
 */
public final class Check {
  private final Workload workload;
  private final Driver driver;
  private final SpaceOptions options;

  /**
   * What to check.
   *
   * @param settings whose heap, which may not be {@code min}, and limit count
   * @param restores whether, once all is freed, requests as large as at first must be met again:
   *     not of an allocator that never joins free blocks
   * @throws UsageException when the heap is too small for the allocator's own needs
   */
  public Check(Trace trace, Driver driver, ReplaySettings settings, boolean restores) {
    this.workload = Workload.of(trace);
    this.driver = driver;
    long heapSize = settings.heap().bytes(workload.peakLive(), Check::noMinimum);
    this.options =
        new SpaceOptions(heapSize, settings.limit(), DataPoints.ALL, true).watching(restores);
    driver
        .refusalOf(heapSize)
        .ifPresent(
            refusal -> {
              throw new UsageException(driver.name() + ": " + refusal);
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
    meter.begin("checking " + driver.name());
    return new SpacePass(workload, driver, options).run(PointSink.NONE, meter).stoppedAt();
  }

  private static long noMinimum() {
    throw new UsageException("heap 'min': expected bytes, or a factor of the peak, to check in");
  }
}
