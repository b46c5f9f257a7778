// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rmalloc.experiment.matrix.CombinationField;
import org.rmalloc.experiment.store.ExperimentTrialList;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.report.ChartFolderWriter;
import org.rmalloc.report.CompareFormat;
import org.rmalloc.report.StatsFileComparison;
import org.rmalloc.report.experiment.ExperimentContenderComparison;
import org.rmalloc.report.points.ComparedFileOrder;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.read.AccessDropper;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code rmalloc compare FILE…|STORE}: compares results that are there; replays nothing. */
@Command(
    name = "compare",
    description = {
      "Compares allocators by their alloc-stats files, ours and those of the 2014 "
          + "tool. Files of different traces or heaps get tables of their own. For an "
          + "experiment's store, it compares the contenders over all traces: geometric "
          + "means, ranks, sweeps as curves.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CompareCommand implements Callable<Integer> {
  /** How files are scored. */
  enum Scoring {
    SOUND("sound"),
    AS_IN_2014("2014");

    private final String word;

    Scoring(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  static final class ScoringConverter implements ITypeConverter<Scoring> {
    @Override
    public Scoring convert(String value) {
      for (Scoring scoring : Scoring.values()) {
        if (scoring.word.equals(value)) {
          return scoring;
        }
      }
      throw new TypeConversionException("found '" + value + "'; expected sound or 2014");
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|STORE",
      arity = "1..*",
      description = "Alloc-stats, also .gz or .zst; or the store of an experiment.")
  private List<Path> files;

  @Option(
      names = "--scoring",
      paramLabel = "sound|2014",
      defaultValue = "sound",
      converter = ScoringConverter.class,
      description = "How to score. 2014 reproduces the tables published then. Default: sound.")
  private Scoring scoring;

  @Option(
      names = "--order",
      paramLabel = "given|locale|bytes",
      defaultValue = "given",
      description =
          "The order of the files, which breaks ties in the scoring of 2014: as given, by the "
              + "locale's order of names, or by their bytes. Default: given.")
  private ComparedFileOrder order;

  @Option(
      names = "--format",
      paramLabel = "text|json|csv|markdown|latex",
      defaultValue = "text",
      description = "The format of the output. Default: text.")
  private CompareFormat format;

  @Option(
      names = "--charts",
      paramLabel = "DIR",
      description = "Also writes charts into this folder, as SVG, PDF and PNG.")
  private Path charts;

  @Option(
      names = "--trace",
      paramLabel = "TRACE",
      description =
          "The trace that the files are made of: --charts then draws the lifetimes of "
              + "its blocks beneath the memory of the allocators, as the chart 'grapher'.")
  private String trace;

  @Mixin private TraceReadingOptions reading;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also writes a report as one HTML page that needs nothing else.")
  private Path html;

  @Option(
      names = "--by",
      paramLabel = "trace|heap|...",
      description =
          "For a store: one column for each trace, or each heap, or each value of another "
              + "field of the experiment. Default: means and ranks over all.")
  private Optional<String> by;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "Of a store: which experiment, where it holds several.")
  private Optional<String> experiment;

  @Mixin private EqualityToleranceOptions tolerance;

  @Override
  public Integer call() throws IOException {
    if (files.size() == 1 && ResultStore.isStore(files.getFirst())) {
      return compareStore(ResultStore.open(files.getFirst()));
    }
    if (by.isPresent() || experiment.isPresent()) {
      throw new UsageException(
          "--by, --experiment: have no effect on files; expected the store of an experiment");
    }
    refuseWhatMeansNothing();
    StatsFileComparison comparison = StatsFileComparison.of(files, order, tolerance.tolerance());
    if (trace != null) {
      comparison.drawLifetimes(reading.read(trace, reading.readOptions(), new AccessDropper()));
    }
    String text =
        switch (scoring) {
          case SOUND -> comparison.scoredSoundly(format);
          case AS_IN_2014 -> comparison.scored2014(format);
        };
    if (charts != null) {
      comparison.writeCharts(charts);
    }
    if (html != null) {
      comparison.writeHtml(html);
    }
    Main.out(spec).print(text);
    Main.out(spec).flush();
    return ExitCode.DONE;
  }

  private int compareStore(ResultStore store) throws IOException {
    if (trace != null || html != null || scoring != Scoring.SOUND || format == CompareFormat.JSON) {
      throw new UsageException(
          "--trace, --html, --scoring, --format json have no effect on a store; leave them out, or"
              + " take 'experiment table'");
    }
    Optional<CombinationField> field = by.map(CompareCommand::field);
    ExperimentContenderComparison comparison =
        ExperimentContenderComparison.of(
            store, ExperimentTrialList.read(store, ExperimentCommand.chosen(store, experiment)));
    if (charts != null) {
      ChartFolderWriter.write(comparison.charts(), charts);
    }
    Main.out(spec).print(ResultStoreTablePrinter.of(comparison.tables(field), format));
    comparison.notes().forEach(reading::notice);
    Main.out(spec).flush();
    return ExitCode.DONE;
  }

  private static CombinationField field(String key) {
    return CombinationField.ofKey(key)
        .orElseThrow(
            () ->
                new UsageException(
                    "--by: found '%s', expected one of %s"
                        .formatted(key, String.join(", ", CombinationField.keys()))));
  }

  private void refuseWhatMeansNothing() {
    if (trace == null) {
      reading.refuseAll("it is about the trace that --trace names, and none is given");
    } else if (charts == null) {
      throw new UsageException(
          "--trace: has no effect without --charts, which draws the trace; add --charts or leave"
              + " --trace out");
    }
  }
}
