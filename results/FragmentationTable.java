import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.ReplaySettings;
import org.rmalloc.replay.Stats;
import org.rmalloc.replay.driver.Allocators;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.heapsize.HeapSize;
import org.rmalloc.replay.heapsize.MinHeap;
import org.rmalloc.replay.heapsize.MinHeapSearch;
import org.rmalloc.replay.progress.Jobs;
import org.rmalloc.replay.progress.Meter;
import org.rmalloc.replay.progress.Progress;
import org.rmalloc.replay.space.DataPoints;
import org.rmalloc.replay.stats.Summary;
import org.rmalloc.replay.workload.CompactionLimit;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.file.TraceInput;
import org.rmalloc.trace.lock.LockedTrace;
import org.rmalloc.trace.mapping.ReallocMode;
import org.rmalloc.trace.read.ReadOptions;

/**
 * Johnstone and Wilson's four measures, and the smallest heap, of every policy on every recording
 * of a folder. {@code reproduce} beside this file starts it.
 *
 * <p>Only births and frees are replayed: a resize is a free and a birth, and no block is locked. A
 * policy that is blind to the heap's size is measured in its smallest heap, in which it does as in
 * any larger one; any other in 4 times the peak of live bytes.
 */
final class FragmentationTable {
  private static final HeapSize LARGE = HeapSize.parse("4x");

  private final Allocators allocators = Allocators.onClassPath();
  private final int jobs;

  private FragmentationTable(int jobs) {
    this.jobs = jobs;
  }

  /** Arguments: the folder of recordings, the folder for the tables, how many jobs. */
  public static void main(String[] arguments) throws IOException {
    FragmentationTable table = new FragmentationTable(Integer.parseInt(arguments[2]));
    Path out = Files.createDirectories(Path.of(arguments[1]));
    Path file = out.resolve("fragmentation.tsv");
    List<String> lines = new ArrayList<>(List.of(Line.HEADING));
    for (Path recording : recordings(Path.of(arguments[0]))) {
      System.err.println(recording.getFileName());
      table.lines(recording).forEach(line -> lines.add(line.text()));
    }
    Files.write(file, lines);
    Files.writeString(out.resolve("fragmentation.md"), FragmentationReport.of(lines));
  }

  private static List<Path> recordings(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().contains(".memtrace")).sorted().toList();
    }
  }

  private List<Line> lines(Path recording) throws IOException {
    Trace trace =
        LockedTrace.read(
            () -> TraceInput.open(recording),
            ReadOptions.DEFAULT,
            ReallocMode.FREE_NEW,
            Optional.empty());
    Workload workload = Workload.of(trace);
    List<Policy> policies = Policy.all(workload.peakLive());
    return Jobs.map(jobs, policies, policy -> line(trace, workload, policy));
  }

  private Line line(Trace trace, Workload workload, Policy policy) {
    Driver driver = allocators.driver(policy.allocator(), policy.options());
    MinHeap minHeap = MinHeapSearch.find(workload, driver, CompactionLimit.NONE, 1, Meter.silent());
    boolean blind = driver.can(Capability.CAPACITY_BLIND) && minHeap.bytes().isPresent();
    HeapSize heap = blind ? new HeapSize.Bytes(minHeap.bytes().getAsLong()) : LARGE;
    return new Line(
        trace.provenance().name().replaceFirst("\\.memtrace.*$", ""),
        trace.provenance().sha256(),
        workload.requestCount(),
        workload.peakLive(),
        policy,
        heap.bytes(workload.peakLive(), () -> 0),
        minHeap,
        summary(trace, driver, heap));
  }

  private Summary summary(Trace trace, Driver driver, HeapSize heap) {
    ReplaySettings settings =
        ReplaySettings.DEFAULT.untimed().withHeap(heap).withDataPoints(DataPoints.parse("1"));
    try {
      return new Stats(trace, driver, allocators, settings)
          .write(OutputStream.nullOutputStream(), Progress.SILENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it goes nowhere
    }
  }
}
