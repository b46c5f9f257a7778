package org.rmalloc.replay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.rmalloc.heap.Heap;
import org.rmalloc.replay.driver.Allocators;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.driver.Noop;
import org.rmalloc.replay.driver.UsageException;
import org.rmalloc.replay.progress.Meter;
import org.rmalloc.replay.progress.Progress;
import org.rmalloc.replay.stats.AllocStatsWriter;
import org.rmalloc.replay.stats.Summary;
import org.rmalloc.replay.time.TimePass;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.Trace;

/** One trace against one allocator, into one alloc-stats file. */
public final class Stats {
  private final Trace trace;
  private final Driver driver;
  private final Allocators allocators;
  private final ReplaySettings settings;

  /**
   * What to replay. Accesses of the trace are left out, its locks are obeyed.
   *
   * @param trace with a SHA-256, or its result could not say what was replayed
   * @param driver one of {@code allocators}
   */
  public Stats(Trace trace, Driver driver, Allocators allocators, ReplaySettings settings) {
    this.trace = trace;
    this.driver = driver;
    this.allocators = allocators;
    this.settings = settings;
  }

  /**
   * Replays, and writes a file, which appears whole or not at all.
   *
   * @throws UsageException when the heap is too small for the allocator's own needs, or the
   *     allocator cannot do what is demanded
   */
  public Summary write(Path file, Progress progress) throws IOException {
    return run(header -> Optional.of(AllocStatsWriter.create(file, header)), progress);
  }

  /** Replays, and writes to a stream, which is closed. */
  public Summary write(OutputStream out, Progress progress) throws IOException {
    return run(header -> Optional.of(AllocStatsWriter.to(out, header)), progress);
  }

  private Summary run(JointReplay.Target target, Progress progress) throws IOException {
    refuseUnfit();
    Workload workload = Workload.of(trace);
    Meter meter = new Meter(progress, Work.ofStats(workload, driver, settings));
    HeapSizing sizing = new HeapSizing(workload, settings, meter);
    meter.begin("smallest heap");
    long heapSize = sizing.heapSize(driver, settings.jobs());
    Optional<JointReplay.Times> times = time(workload, heapSize, meter);
    meter.begin("checked replay");
    try {
      return new JointReplay(trace, workload, driver, settings, heapSize, times).run(target, meter);
    } catch (IllegalArgumentException e) {
      throw new UsageException(driver.name() + ": " + e.getMessage(), e);
    }
  }

  private void refuseUnfit() {
    if (driver.isNoop()) {
      throw new UsageException("noop places nothing: there is nothing to say of its heap");
    }
    Demands.of(settings)
        .mismatch(driver)
        .ifPresent(
            mismatch -> {
              throw new UsageException(mismatch);
            });
  }

  private Optional<JointReplay.Times> time(Workload workload, long heapSize, Meter meter)
      throws IOException {
    if (!settings.timed()) {
      return Optional.empty();
    }
    try (TimePass pass =
        new TimePass(workload, allocators.jars(), settings.timeBudget().toNanos())) {
      meter.begin("timing noop");
      var floor = pass.measure(Noop.driver(), Heap.LEAST_CAPACITY, settings.limit());
      meter.advance(Work.ofTiming(workload, settings));
      meter.begin("timing " + driver.name());
      var time = pass.measure(driver, heapSize, settings.limit());
      meter.advance(Work.ofTiming(workload, settings));
      return Optional.of(new JointReplay.Times(time, floor));
    }
  }
}
