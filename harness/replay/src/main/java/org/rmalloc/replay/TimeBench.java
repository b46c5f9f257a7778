package org.rmalloc.replay;

import java.io.IOException;
import java.util.Optional;
import org.rmalloc.heap.Heap;
import org.rmalloc.replay.driver.Allocators;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.driver.Noop;
import org.rmalloc.replay.progress.Meter;
import org.rmalloc.replay.time.TimePass;
import org.rmalloc.replay.time.TimeResult;
import org.rmalloc.replay.workload.Workload;

/** Where allocators are timed, one at a time, after {@code noop}; or where nothing is. */
final class TimeBench implements AutoCloseable {
  private final Workload workload;
  private final ReplaySettings settings;
  private final Meter meter;
  private final Optional<TimePass> pass;
  private final Optional<TimeResult> floor;

  /** Opens the bench and times {@code noop} if the settings want times at all. */
  TimeBench(Workload workload, Allocators allocators, ReplaySettings settings, Meter meter)
      throws IOException {
    this.workload = workload;
    this.settings = settings;
    this.meter = meter;
    if (!settings.timed()) {
      pass = Optional.empty();
      floor = Optional.empty();
      return;
    }
    TimePass opened = new TimePass(workload, allocators.jars(), settings.timeBudget().toNanos());
    pass = Optional.of(opened);
    try {
      floor = Optional.of(timed(opened, Noop.driver(), Heap.MIN_CAPACITY));
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** What {@code noop} takes; empty when nothing is timed. */
  Optional<TimeResult> floor() {
    return floor;
  }

  /** The times of an allocator beside those of {@code noop}; empty when nothing is timed. */
  Optional<JointReplay.Times> measure(Driver driver, long heapSize) throws IOException {
    return pass.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new JointReplay.Times(timed(pass.get(), driver, heapSize), floor.orElseThrow()));
  }

  @Override
  public void close() throws IOException {
    if (pass.isPresent()) {
      pass.get().close();
    }
  }

  private TimeResult timed(TimePass opened, Driver driver, long heapSize) throws IOException {
    meter.begin("timing " + driver.name());
    Work.Share share = new Work.Share(Work.ofTiming(workload, settings));
    TimeResult result =
        opened.measure(
            driver, heapSize, settings.limit(), waited -> meter.advance(share.after(waited)));
    meter.advance(share.rest());
    return result;
  }
}
