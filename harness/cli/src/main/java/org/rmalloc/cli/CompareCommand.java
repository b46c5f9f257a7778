package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.rmalloc.report.CompareFormat;
import org.rmalloc.report.Comparison;
import org.rmalloc.report.points.ArgumentOrder;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.read.RequestsOnly;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Compares alloc-stats files: {@code rmalloc compare FILE…}. */
@Command(
    name = "compare",
    description = {
      "Compares allocators by their alloc-stats files, ours and those of the 2014 tool.",
      "Files of different traces or heaps get tables of their own.",
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
      throw new TypeConversionException("'" + value + "'; sound or 2014 expected");
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Alloc-stats, also .gz or .zst.")
  private List<Path> files;

  @Option(
      names = "--scoring",
      paramLabel = "sound|2014",
      defaultValue = "sound",
      converter = ScoringConverter.class,
      description = "How to score; 2014 reproduces published tables. Default: sound.")
  private Scoring scoring;

  @Option(
      names = "--order",
      paramLabel = "given|locale|bytes",
      defaultValue = "given",
      description = "The files' order, by which 2014 decides ties. Default: given.")
  private ArgumentOrder order;

  @Option(
      names = "--format",
      paramLabel = "text|json|csv|markdown|latex",
      defaultValue = "text",
      description = "Default: text.")
  private CompareFormat format;

  @Option(
      names = "--charts",
      paramLabel = "DIR",
      description = "Also writes charts into this folder, as SVG, PDF and PNG.")
  private Path charts;

  @Option(
      names = "--trace",
      paramLabel = "TRACE",
      description = {
        "The trace that the files are made of: --charts then draws the lifetimes of its blocks",
        "beneath the memory of the allocators, as the chart 'grapher'."
      })
  private String trace;

  @Mixin private TraceReadingOptions reading;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also writes a report as one HTML page that needs nothing else.")
  private Path html;

  @Override
  public Integer call() throws IOException {
    refuseWhatMeansNothing();
    Comparison comparison = Comparison.of(files, order);
    if (trace != null) {
      comparison.drawLifetimes(reading.read(trace, reading.readOptions(), new RequestsOnly()));
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

  private void refuseWhatMeansNothing() {
    if (trace == null) {
      reading.refuseAll("it is about the trace that --trace names");
    } else if (charts == null) {
      throw new UsageException("--trace: found it without --charts; expected both: it is drawn");
    }
  }
}
