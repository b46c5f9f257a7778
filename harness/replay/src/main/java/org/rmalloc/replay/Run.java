package org.rmalloc.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rmalloc.replay.driver.Allocators;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.driver.UsageException;
import org.rmalloc.replay.progress.Jobs;
import org.rmalloc.replay.progress.Meter;
import org.rmalloc.replay.time.TimeResult;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.Trace;

/**
 * One trace against several allocators: how much heap each needs, and how fast it is.
 *
 * <p>First the smallest heaps are sought, several at a time; then each allocator in turn is timed,
 * alone unless the settings want otherwise, and replayed checked. What is done when a run is
 * interrupted stays done: the rows told of, and their files.
 */
public final class Run {
  private final Trace trace;
  private final List<Driver> drivers;
  private final Allocators allocators;
  private final ReplaySettings settings;
  private final Optional<Path> folder;

  /**
   * What to run. Accesses of the trace are left out, its locks are obeyed.
   *
   * @param trace with a SHA-256 when files are to be written
   * @param drivers of {@code allocators}; {@code noop} is added when timed
   * @param folder where to write an alloc-stats file for each allocator, made if need be
   */
  public Run(
      Trace trace,
      List<Driver> drivers,
      Allocators allocators,
      ReplaySettings settings,
      Optional<Path> folder) {
    this.trace = trace;
    this.drivers = List.copyOf(drivers);
    this.allocators = allocators;
    this.settings = settings;
    this.folder = folder;
  }

  /**
   * Runs.
   *
   * @throws UsageException when no heap can be so large
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  public RunResult run(RunListener listener) throws IOException {
    Workload workload = Workload.of(trace);
    if (folder.isPresent() && trace.provenance().sha256().isEmpty()) {
      throw new UsageException(Stats.NAMELESS.formatted(trace.provenance().name()));
    }
    List<Driver> fit = fit(listener);
    long work = fit.stream().mapToLong(one -> Work.ofRow(workload, one, settings)).sum();
    Meter meter = new Meter(listener, Work.ofFloor(workload, settings) + work);
    HeapSizing sizing = new HeapSizing(workload, settings, meter);
    sizing.refuseTooLarge();
    meter.begin("smallest heaps");
    int jobs = affordable(settings.concurrency().jobs(), workload);
    List<Sized> sized = Jobs.map(jobs, fit, driver -> new Sized(driver, sizing.minHeap(driver, 1)));
    try (TimeBench bench = new TimeBench(workload, allocators, settings, meter)) {
      int timed = affordable(settings.concurrency().timed(), workload);
      RowReplay replay = new RowReplay(trace, workload, settings, folder, bench, meter);
      List<RunRow> rows =
          new ArrayList<>(
              Jobs.map(
                  settings.timed() ? timed : jobs,
                  sized,
                  one -> told(replay.row(one, sizing.heapSizeOrLargest(one.minHeap())), listener)));
      bench.floor().map(RunRows::ofNoop).map(row -> told(row, listener)).ifPresent(rows::add);
      return result(workload, rows, bench.floor());
    }
  }

  /** A listener hears from one thread at a time. */
  private synchronized RunRow told(RunRow row, RunListener listener) {
    listener.done(row);
    return row;
  }

  private List<Driver> fit(RunListener listener) {
    Demands demands = Demands.of(settings);
    List<Driver> fit = new ArrayList<>();
    for (Driver driver : drivers) {
      Optional<String> mismatch = demands.mismatch(driver);
      mismatch.ifPresent(listener::skipped);
      if (mismatch.isEmpty() && !driver.isNoop()) {
        fit.add(driver);
      }
    }
    return fit;
  }

  /**
   * A name for a file about a trace: letters, digits, dots and hyphens, whatever the trace is
   * called.
   */
  public static String fileName(String trace, String ending) {
    String plain = trace.replaceFirst("\\.(gz|zst)$", "").replaceAll("[^A-Za-z0-9._-]", "_");
    return plain + ending;
  }

  /** As many as asked for, but no more than fit into half of the memory at 4 times the peak. */
  private static int affordable(int jobs, Workload workload) {
    long fitting = Runtime.getRuntime().maxMemory() / 2 / Math.max(1, 4 * workload.peakLive());
    return Math.clamp(fitting, 1, jobs);
  }

  private RunResult result(Workload workload, List<RunRow> rows, Optional<TimeResult> floor) {
    return new RunResult(
        trace.provenance().name(),
        workload.peakLive(),
        workload.requestCount(),
        settings.heap().text(),
        locks(workload),
        rows,
        floor.map(time -> OptionalLong.of(time.resolutionNanos())).orElseGet(OptionalLong::empty),
        files(rows));
  }

  private List<Path> files(List<RunRow> rows) {
    return folder
        .map(
            into ->
                rows.stream()
                    .filter(row -> row.footprint().isPresent()) // of others nothing was replayed
                    .map(row -> RowReplay.file(into, trace, row.name()))
                    .toList())
        .orElseGet(List::of);
  }

  private String locks(Workload workload) {
    return trace.provenance().steps().stream()
        .filter(step -> step.startsWith("locks="))
        .map(step -> step.substring("locks=".length()).replaceFirst(" .*", ""))
        .reduce((first, last) -> last)
        .orElse(workload.lockCount() > 0 ? "trace" : "none");
  }
}
