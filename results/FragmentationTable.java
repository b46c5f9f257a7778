import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.Concurrency;
import org.rmalloc.replay.Measures;
import org.rmalloc.replay.RunListener;
import org.rmalloc.replay.TrialRunner;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.ArenaContender;
import org.rmalloc.replay.contender.ContenderSelection;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.result.Fragmentation;
import org.rmalloc.replay.result.Header;
import org.rmalloc.replay.result.Result;
import org.rmalloc.replay.result.SpaceFigures;
import org.rmalloc.replay.space.DataPoints;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.LockChoice;
import org.rmalloc.replay.trial.Setting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.file.TraceInput;
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
  private static final Setting SETTING =
      new Setting(
          HeapSize.parse("4x"),
          LockChoice.NONE,
          ReallocMode.FREE_NEW,
          1,
          100,
          1,
          CompactionLimit.NONE);

  private static final List<String> PLACEMENTS =
      Stream.of("firstfit", "nextfit", "bestfit")
          .flatMap(fit -> Stream.of("address", "lifo", "fifo").map(order -> fit + " " + order))
          .toList();

  /** Tags kept beside the heap take 16 bytes for each alignment unit, in a region below 2 GiB. */
  private static final long MAX_LIVE_AT_ALIGN_1 = 48L << 20;

  private static final String HEADING =
      String.join(
          "\t",
          List.of(
              "trace",
              "sha256",
              "requests",
              "peak_live",
              "policy",
              "allocator",
              "options",
              "heap",
              "finished",
              "min_heap",
              "min_heap_lucky",
              "footprint",
              "measure_1",
              "measure_2",
              "measure_3",
              "measure_4"));

  private final Measures measures;

  private FragmentationTable(int jobs) {
    measures =
        Measures.DEFAULT
            .untimed()
            .withDataPoints(DataPoints.parse("1"))
            .withConcurrency(new Concurrency(jobs, 1));
  }

  /** Arguments: the folder of recordings, the folder for the tables, how many jobs. */
  public static void main(String[] arguments) throws IOException {
    FragmentationTable table = new FragmentationTable(Integer.parseInt(arguments[2]));
    Path out = Files.createDirectories(Path.of(arguments[1]));
    List<String> lines = new ArrayList<>(List.of(HEADING));
    for (Path recording : recordings(Path.of(arguments[0]))) {
      System.err.println(recording.getFileName());
      lines.addAll(table.lines(recording));
    }
    Files.write(out.resolve("fragmentation.tsv"), lines);
    Files.writeString(out.resolve("fragmentation.md"), FragmentationReport.of(lines));
  }

  private static List<Path> recordings(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().contains(".memtrace")).sorted().toList();
    }
  }

  private List<String> lines(Path recording) throws IOException {
    PreparedTrace trace =
        PreparedTrace.read(() -> TraceInput.open(recording), ReadOptions.DEFAULT, SETTING);
    List<ArenaContender> policies =
        ContenderSelection.parse(
            Allocators.onClassPath(), policies(trace.workload().peakLive()), List.of());
    List<String> lines = new ArrayList<>();
    for (Result result : results(trace, policies)) {
      lines.add(line(result));
    }
    return lines;
  }

  /** A blind policy once more, in its smallest heap. */
  private List<Result> results(PreparedTrace trace, List<ArenaContender> policies)
      throws IOException {
    List<Result> large = run(trace, policies, SETTING, measures);
    List<ArenaContender> blind =
        policies.stream().filter(policy -> policy.can(Capability.CAPACITY_BLIND)).toList();
    Setting smallest = SETTING.withHeap(HeapSize.parse("min"));
    Map<String, Result> tight =
        run(trace, blind, smallest, measures).stream()
            .collect(Collectors.toMap(result -> result.header().label(), result -> result));
    return large.stream()
        .map(result -> tight.getOrDefault(result.header().label(), result))
        .toList();
  }

  private static List<Result> run(
      PreparedTrace trace, List<ArenaContender> policies, Setting setting, Measures measures)
      throws IOException {
    return new TrialRunner(
            trace,
            setting,
            measures,
            header -> AllocStatsWriter.to(OutputStream.nullOutputStream(), header))
        .run(policies, RunListener.SILENT);
  }

  /** Labels are what the tables call a policy; <em>bare</em> is without headers and padding. */
  private static List<String> policies(long peakLive) {
    List<String> all = new ArrayList<>();
    for (String placement : PLACEMENTS) {
      all.add("%s=%s:order=%s".formatted(placement, fit(placement), order(placement)));
    }
    all.add("dlmalloc 4096=dlmalloc:granularity=4096");
    all.add("dlmalloc 1=dlmalloc:granularity=1");
    all.addAll(List.of("tlsf", "buddy", "segregated"));
    all.addAll(List.of("rmalloc", "rmalloc-compacting", "rmalloc-compacting-maxmem", "optimal"));
    String align = peakLive <= MAX_LIVE_AT_ALIGN_1 ? "1" : "8";
    for (String placement : PLACEMENTS) {
      all.add(
          "%s\\, bare=%s:order=%s:align=%s:header=0"
              .formatted(placement, fit(placement), order(placement), align));
    }
    return all;
  }

  private static String fit(String placement) {
    return placement.substring(0, placement.indexOf(' '));
  }

  private static String order(String placement) {
    return placement.substring(placement.indexOf(' ') + 1);
  }

  /** Tab-separated, in the order of the heading; {@code -} where there is nothing to say. */
  private static String line(Result result) {
    Header header = result.header();
    boolean finished = result.summary().finished();
    SpaceFigures space = result.summary().space().orElseThrow();
    Fragmentation measures = space.fragmentation();
    return String.join(
        "\t",
        header.trace().name().replaceFirst("\\.memtrace.*$", ""),
        header.trace().sha256(),
        Long.toString(result.summary().requests()),
        Long.toString(header.peakLive()),
        header.label(),
        header.trial().contender().name(),
        options(header),
        Long.toString(header.heapSize()),
        finished ? "yes" : "no",
        text(header.smallestHeap().bytes()),
        text(header.smallestHeap().lucky()),
        finished ? Long.toString(space.peaks().footprintBytes()) : "-",
        text(measures.measure1(), finished),
        text(measures.measure2(), finished),
        text(measures.measure3(), finished),
        text(measures.measure4(), finished));
  }

  /** Those given with the policy, by name. */
  private static String options(Header header) {
    Map<String, String> all = new TreeMap<>(header.trial().contender().options());
    String label = header.label();
    switch (header.trial().contender().name()) {
      case "firstfit", "nextfit", "bestfit" ->
          all.keySet()
              .retainAll(
                  label.endsWith(", bare")
                      ? List.of("align", "header", "order")
                      : List.of("order"));
      case "dlmalloc" -> all.keySet().retainAll(List.of("granularity"));
      default -> all.clear();
    }
    return all.isEmpty()
        ? "-"
        : all.entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static String text(OptionalDouble measure, boolean finished) {
    return finished && measure.isPresent()
        ? String.format(Locale.ROOT, "%.6f", measure.getAsDouble())
        : "-";
  }

  private static String text(OptionalLong bytes) {
    return bytes.isPresent() ? Long.toString(bytes.getAsLong()) : "-";
  }
}
