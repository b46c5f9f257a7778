package org.rmalloc.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.progress.Meter;
import org.rmalloc.replay.stats.AllocStatsWriter;
import org.rmalloc.replay.stats.Header;
import org.rmalloc.replay.stats.Summary;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.Trace;

/**
 * Makes one row of a run: times an allocator, replays it checked, and writes its file. Thread-safe.
 */
final class RowReplay {
  private final Trace trace;
  private final Workload workload;
  private final ReplaySettings settings;
  private final Optional<Path> folder;
  private final TimeBench bench;
  private final Meter meter;

  RowReplay(
      Trace trace,
      Workload workload,
      ReplaySettings settings,
      Optional<Path> folder,
      TimeBench bench,
      Meter meter) {
    this.trace = trace;
    this.workload = workload;
    this.settings = settings;
    this.folder = folder;
    this.bench = bench;
    this.meter = meter;
  }

  RunRow row(Sized sized, long heapSize) throws IOException {
    Driver driver = sized.driver();
    if (driver.refusalOf(heapSize).isPresent()) {
      return RunRows.ofRefusal(driver.name(), heapSize, sized.minHeap(), workload);
    }
    Optional<JointReplay.Times> times = bench.measure(driver, heapSize);
    meter.begin("replaying " + driver.name());
    Summary summary =
        new JointReplay(trace, workload, driver, settings, heapSize, times)
            .run(header -> fileOf(driver, header), meter);
    return RunRows.of(
        driver.name(), heapSize, sized.minHeap(), summary, times.map(JointReplay.Times::allocator));
  }

  private Optional<AllocStatsWriter> fileOf(Driver driver, Header header) throws IOException {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    Files.createDirectories(folder.get());
    return Optional.of(AllocStatsWriter.create(file(folder.get(), trace, driver.name()), header));
  }

  /** Where the file of an allocator is. */
  static Path file(Path folder, Trace trace, String driver) {
    return folder.resolve(Run.fileName(trace.provenance().name(), "-" + driver + ".json"));
  }
}
