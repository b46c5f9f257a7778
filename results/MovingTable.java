// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.rmalloc.plan.Plan;
import org.rmalloc.plan.PlannerSettings;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.ContenderParser;
import org.rmalloc.replay.frontier.FrontierPoint;
import org.rmalloc.replay.frontier.LockAssumption;
import org.rmalloc.replay.frontier.RelocationFrontier;
import org.rmalloc.replay.frontier.RelocationFrontierMeasurer;
import org.rmalloc.replay.plan.CheckedPlannerCatalog;
import org.rmalloc.replay.plan.TracePlacementProblem;
import org.rmalloc.replay.progress.ProgressListener;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.report.frontier.RelocatingAllocatorBenefit;
import org.rmalloc.report.frontier.RelocatingAllocatorBenefit.Need;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.read.AccessDropper;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.TraceReader;

/**
 * For how many recordings moving blocks pays, in which heap, for how many bytes moved: a page of
 * findings over all recordings of a folder. {@code moving} beside this file starts it.
 */
final class MovingTable {
  private static final String CONTENDERS = "rmalloc2,bestfit,firstfit,dlmalloc,tlsf";
  private static final double PERCENT = 100;
  private static final String HEADING =
      """
      # Does moving blocks pay?

      %s
      Made by `results/moving RECORDINGS FILE`; deterministic. Compared are the smallest heaps of `rmalloc2`, which moves blocks, and of the best of
      `bestfit`, `firstfit`, `dlmalloc` and `tlsf`, which do not ([frontier](../docs/frontier.md)). *Plan*: the height of the lowest plan found over peak live
      ([plans](../docs/plan.md)); what it has above 1 is all that only moving can save, whoever allocates. *Locks*: with how many of the assumptions
      about locks moving pays, by how many bytes with the usual one (fine locks where accesses were recorded, else none).
      *c*: bytes allocated / bytes moved.

      | recording | peak live, B | plan | without moving | heap | `rmalloc2` | saved, B | saved | moved of allocated | c | longest, KiB | locks |
      | --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
      """;

  private static final String SUMMARY =
      """
      **With the usual locks moving pays for %d of %d recordings**: it saves %.1f %% to %.1f %% of the heap, median %.1f %%, and moves %.1f %% to %.1f %% of the
      bytes allocated, in heaps of %.3f to %.3f times peak live. Of the %d recordings with accesses, for which locks can be simulated, moving pays for
      %d whatever locks are assumed. **For %d it is not the only way**: a plan that moves nothing needs no byte more than peak live there, so that
      foresight and another layout could save as much.
      """;

  /** What one recording shows. */
  private record Row(
      String name, double plan, RelocationFrontier frontier, RelocatingAllocatorBenefit verdict) {
    static Row of(Path file, ProgressListener progress) throws IOException, InterruptedException {
      RelocationFrontierMeasurer.Preparation preparation =
          method ->
              PreparedTrace.read(
                  () -> DecompressedInput.open(file),
                  ReadOptions.DEFAULT,
                  TrialSetting.DEFAULT,
                  method);
      RelocationFrontier frontier =
          new RelocationFrontierMeasurer(
                  preparation,
                  ContenderParser.parse(Allocators.onClassPath(), List.of(CONTENDERS), List.of()),
                  CompactionLimit.NONE,
                  Runtime.getRuntime().availableProcessors(),
                  progress)
              .run(LockAssumption.variationsOf(List.of(LockSimulationSetting.values())));
      String name = file.getFileName().toString().replaceFirst("\\.memtrace.*", "");
      return new Row(name, planned(file), frontier, RelocatingAllocatorBenefit.of(frontier));
    }

    private static double planned(Path file) throws IOException, InterruptedException {
      try (DecompressedInput input = DecompressedInput.open(file)) {
        var problem =
            TracePlacementProblem.of(
                    file.toString(),
                    TraceReader.read(input, ReadOptions.DEFAULT, new AccessDropper()))
                .problem();
        Plan plan =
            CheckedPlannerCatalog.onClassPath()
                .named(CheckedPlannerCatalog.DEFAULT)
                .plan(problem, PlannerSettings.LOWEST);
        return (double) plan.heightBytes() / problem.peakLiveBytes();
      }
    }

    double savedPercent() {
      return PERCENT * verdict.savedBytes() / verdict.still().orElseThrow().heapBytes();
    }

    private String factor(Optional<Need> need) {
      return need.map(one -> number("%.3f", frontier.inPeaks(one.heapBytes()))).orElse("-");
    }

    String line() {
      Optional<FrontierPoint.Figures> moving = verdict.moving().map(Need::figures);
      double share = moving.map(frontier::movedShare).orElse(0.0);
      return String.join(
          " | ",
          "| " + name,
          number("%,d", frontier.peakLive()),
          number("%.6f", plan),
          verdict.still().map(Need::label).orElse("-"),
          factor(verdict.still()),
          factor(verdict.moving()),
          number("%,d", verdict.savedBytes()),
          number("%.1f %%", savedPercent()),
          number("%.1f %%", PERCENT * share),
          share == 0 ? "-" : number("%.1f", 1 / share),
          number("%,.1f", moving.map(FrontierPoint.Figures::pauseBytes).orElse(0L) / 1024.0),
          verdict.paysWith() + " of " + verdict.byLocks().size() + " |");
    }
  }

  private MovingTable() {}

  public static void main(String[] args) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (Path file : recordings(Path.of(args[0]))) {
      Row row = Row.of(file, ProgressListener.SILENT);
      System.err.println(row.line());
      rows.add(row);
    }
    StringBuilder page = new StringBuilder(HEADING.formatted(summary(rows)));
    rows.forEach(row -> page.append(row.line()).append('\n'));
    Path target = Path.of(args[1]);
    Path beside = target.resolveSibling(target.getFileName() + ".part");
    Files.writeString(beside, page);
    Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<Path> recordings(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().contains(".memtrace"))
          .sorted(Comparator.comparing(Path::getFileName))
          .toList();
    }
  }

  private static String summary(List<Row> rows) {
    List<Row> paying = rows.stream().filter(row -> row.verdict().pays()).toList();
    List<Double> saved = paying.stream().map(Row::savedPercent).toList();
    List<Row> withAccesses =
        rows.stream().filter(row -> row.verdict().byLocks().size() > 1).toList();
    long everywhere =
        withAccesses.stream()
            .filter(row -> row.verdict().paysWith() == row.verdict().byLocks().size())
            .count();
    long planned = rows.stream().filter(row -> row.plan() == 1).count();
    return number(
        SUMMARY,
        paying.size(),
        rows.size(),
        quantile(saved, 0),
        quantile(saved, 1),
        quantile(saved, 0.5),
        quantile(moved(paying), 0),
        quantile(moved(paying), 1),
        quantile(heaps(paying), 0),
        quantile(heaps(paying), 1),
        withAccesses.size(),
        everywhere,
        planned);
  }

  private static List<Double> moved(List<Row> rows) {
    return rows.stream()
        .map(row -> PERCENT * row.frontier().movedShare(row.verdict().moving().get().figures()))
        .toList();
  }

  private static List<Double> heaps(List<Row> rows) {
    return rows.stream()
        .map(row -> row.frontier().inPeaks(row.verdict().moving().get().heapBytes()))
        .toList();
  }

  /** Of an even number the upper one of two medians; NaN of nothing. */
  private static double quantile(List<Double> values, double at) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.min(sorted.size() - 1L, (long) (at * sorted.size())));
  }

  private static String number(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
