// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.ResultFolderWriter;
import org.rmalloc.replay.RunListener;
import org.rmalloc.replay.TrialRunner;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.natives.NativeLibraries;
import org.rmalloc.replay.result.LibraryMemoryPageFigures;
import org.rmalloc.replay.result.LibraryProcessFacts;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.space.DataPointSampling;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.file.TemporaryFolder;
import org.rmalloc.trace.mapping.ReallocMode;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.ReopenableInput;

/**
 * The pages that every malloc library of this machine holds on every recording of a folder, a line
 * for each pair. {@code reproduce} beside this file starts it.
 *
 * <p>What is deterministic on one machine and build of a library is written, times are not. Each is
 * measured several times: the spread is the difference between the largest and the smallest peak of
 * them all, those included that a library which draws random numbers needs for one median.
 */
final class NativesTable {
  private static final TrialSetting SETTING =
      new TrialSetting(
          HeapSize.parse(HeapSize.DEFAULT_TEXT),
          LockSimulationSetting.NONE,
          ReallocMode.RESIZE,
          1,
          100,
          1,
          CompactionLimit.NONE);

  private static final String HEADING =
      "trace sha256 requests peak_live library version library_sha256 kernel page_size start"
          + " resident_peak resident_recorded_peak resident_at_peak_live resident_end mapped_peak"
          + " reserved usable_at_peak_live instructions_per_op exact runs spread resident_spread"
          + " randomised";

  private static final Pattern ENDING = Pattern.compile("\\.(memtrace|hrec|ops)(\\.gz|\\.zst)?$");
  private static final long MOST_REQUESTS_COUNTED = 500_000; // callgrind is slow
  private static final MeasurementSettings MEASURES =
      MeasurementSettings.DEFAULT.untimed().withDataPoints(DataPointSampling.parse("1"));

  /** A library on a recording. */
  private record Row(String trace, TrialResult result, int runs, long spread) {
    LibraryMemoryPageFigures pages() {
      return result.summary().pages().orElseThrow();
    }

    LibraryProcessFacts process() {
      return result.header().process().orElseThrow();
    }

    long peakLive() {
      return result.header().peakLive();
    }
  }

  private final List<NativeContender> libraries = NativeLibraries.ofThisMachine().libraries();
  private final int runs;

  private NativesTable(int runs) {
    this.runs = runs;
  }

  /** Arguments: the folder of recordings, the file for the lines, how many runs. */
  public static void main(String[] arguments) throws IOException {
    NativesTable table = new NativesTable(Integer.parseInt(arguments[2]));
    List<Row> rows = new ArrayList<>();
    for (Path recording : recordings(Path.of(arguments[0]))) {
      System.err.println(recording.getFileName());
      rows.addAll(table.rows(recording));
    }
    Files.write(Path.of(arguments[1]), lines(rows));
  }

  private static List<Path> recordings(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> ENDING.matcher(file.toString()).find()).sorted().toList();
    }
  }

  private List<Row> rows(Path recording) throws IOException {
    ReopenableInput file = () -> DecompressedInput.open(recording);
    PreparedTrace trace = PreparedTrace.read(file, ReadOptions.DEFAULT, SETTING);
    boolean counts = trace.workload().requestCount() <= MOST_REQUESTS_COUNTED;
    MeasurementSettings first =
        counts ? MEASURES.withNatives(MEASURES.natives().counting()) : MEASURES;
    PreparedTrace touched = trace.withTouches(file, ReadOptions.DEFAULT, SETTING);
    List<List<TrialResult>> all = new ArrayList<>(List.of(results(touched, first)));
    while (all.size() < runs) {
      all.add(results(trace, MEASURES));
    }
    String name = ENDING.matcher(recording.getFileName().toString()).replaceFirst("");
    List<Row> rows = new ArrayList<>();
    for (int library = 0; library < libraries.size(); library++) {
      int at = library;
      List<TrialResult> same = all.stream().map(results -> results.get(at)).toList();
      if (same.getFirst().summary().finished()) {
        rows.add(new Row(name, same.getFirst(), runs, spread(same)));
      } else {
        System.err.println(
            same.getFirst().header().label() + ": " + same.getFirst().summary().outcome().reason());
      }
    }
    return rows;
  }

  private List<TrialResult> results(PreparedTrace trace, MeasurementSettings measures)
      throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      return new TrialRunner(trace, SETTING, measures, new ResultFolderWriter(folder.path()))
          .run(libraries, RunListener.SILENT);
    }
  }

  private static long spread(List<TrialResult> same) {
    List<LibraryMemoryPageFigures> pages =
        same.stream().map(result -> result.summary().pages().orElseThrow()).toList();
    var peaks =
        pages.stream().mapToLong(LibraryMemoryPageFigures::residentPeak).summaryStatistics();
    long within =
        pages.stream()
            .filter(LibraryMemoryPageFigures::randomised)
            .mapToLong(one -> one.residentSpread().orElse(0))
            .max()
            .orElse(0);
    return Math.max(peaks.getMax() - peaks.getMin(), within);
  }

  private static List<String> lines(List<Row> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(HEADING.replace(' ', '\t'));
    for (Row row : rows) {
      LibraryMemoryPageFigures pages = row.pages();
      lines.add(
          String.join(
              "\t",
              List.of(
                  row.trace(),
                  row.result().header().trace().sha256(),
                  Long.toString(row.result().summary().requests()),
                  Long.toString(row.peakLive()),
                  row.result().header().label(),
                  row.result().header().version(),
                  row.process().sha256(),
                  row.process().kernel(),
                  Long.toString(row.process().pageSize()),
                  Long.toString(pages.start()),
                  Long.toString(pages.residentPeak()),
                  text(pages.residentRecordedPeak()),
                  text(pages.residentAtPeakLive()),
                  Long.toString(pages.residentEnd()),
                  Long.toString(pages.mappedPeak()),
                  Long.toString(pages.reserved()),
                  text(pages.usableAtPeakLive()),
                  instructions(row),
                  pages.inexactBecause().orElse("yes"),
                  Integer.toString(row.runs()),
                  Long.toString(row.spread()),
                  text(pages.residentSpread()),
                  pages.randomised() ? "yes" : "no")));
    }
    return lines;
  }

  private static String text(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "-";
  }

  private static String instructions(Row row) {
    return row.pages().instructionsPerOp().isPresent()
        ? decimals(row.pages().instructionsPerOp().getAsDouble(), 1)
        : "-";
  }

  private static String decimals(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
