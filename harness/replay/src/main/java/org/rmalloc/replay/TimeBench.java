package org.rmalloc.replay;

import java.io.IOException;
import java.util.Optional;
import org.rmalloc.heap.Heap;
import org.rmalloc.replay.contender.ArenaContender;
import org.rmalloc.replay.contender.Noop;
import org.rmalloc.replay.progress.Meter;
import org.rmalloc.replay.time.TimePass;
import org.rmalloc.replay.time.TimeResult;
import org.rmalloc.replay.trial.Setting;
import org.rmalloc.replay.workload.Workload;

/** Where contenders are timed, one at a time, after {@code noop}; or where nothing is. */
final class TimeBench implements AutoCloseable {
  private final Setting setting;
  private final WorkEstimate estimate;
  private final Meter meter;
  private final Optional<TimePass> pass;
  private final Optional<TimeResult> floor;

  /** Opens the bench and times {@code noop} if the measures want times at all. */
  TimeBench(Workload workload, Setting setting, Measures measures, Meter meter) throws IOException {
    this.setting = setting;
    this.estimate = new WorkEstimate(workload, measures);
    this.meter = meter;
    if (!measures.timed()) {
      pass = Optional.empty();
      floor = Optional.empty();
      return;
    }
    TimePass opened = new TimePass(workload, measures.timeBudget().toNanos());
    pass = Optional.of(opened);
    try {
      floor = Optional.of(timed(opened, Noop.contender(), Heap.MIN_CAPACITY));
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** What {@code noop} takes; empty when nothing is timed. */
  Optional<TimeResult> floor() {
    return floor;
  }

  /** The times of a contender; empty when nothing is timed. */
  Optional<TimeResult> measure(ArenaContender contender, long heapSize) throws IOException {
    return pass.isEmpty() ? Optional.empty() : Optional.of(timed(pass.get(), contender, heapSize));
  }

  @Override
  public void close() throws IOException {
    if (pass.isPresent()) {
      pass.get().close();
    }
  }

  private TimeResult timed(TimePass opened, ArenaContender contender, long heapSize)
      throws IOException {
    meter.begin("timing " + contender.label());
    WorkEstimate.Unseen unseen = estimate.unseenTiming();
    TimeResult result =
        opened.measure(
            contender, heapSize, setting.budget(), waited -> meter.advance(unseen.after(waited)));
    meter.advance(unseen.rest());
    return result;
  }
}
