package org.rmalloc.replay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.rmalloc.replay.driver.Allocators;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.driver.UsageException;
import org.rmalloc.replay.progress.Meter;
import org.rmalloc.replay.progress.Progress;
import org.rmalloc.replay.stats.AllocStatsWriter;
import org.rmalloc.replay.stats.Summary;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.Trace;

/** One trace against one allocator, into one alloc-stats file. */
public final class Stats {
  static final String NAMELESS =
      "%s: has no SHA-256, so a result could not say what was replayed; save it first";

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
    meter.begin("smallest heap");
    long heapSize =
        new HeapSizing(workload, settings, meter).heapSize(driver, settings.concurrency().jobs());
    refuseHeap(heapSize);
    try (TimeBench bench = new TimeBench(workload, allocators, settings, meter)) {
      Optional<JointReplay.Times> times = bench.measure(driver, heapSize);
      meter.begin("replaying " + driver.name());
      return new JointReplay(trace, workload, driver, settings, heapSize, times).run(target, meter);
    }
  }

  private void refuseHeap(long heapSize) {
    driver
        .refusalOf(heapSize)
        .ifPresent(
            refusal -> {
              throw new UsageException(driver.name() + ": " + refusal);
            });
  }

  private void refuseUnfit() {
    if (driver.isNoop()) {
      throw new UsageException("noop places nothing: there is nothing to say of its heap");
    }
    if (trace.provenance().sha256().isEmpty()) {
      throw new UsageException(NAMELESS.formatted(trace.provenance().name()));
    }
    Demands.of(settings)
        .mismatch(driver)
        .ifPresent(
            mismatch -> {
              throw new UsageException(mismatch);
            });
  }
}
