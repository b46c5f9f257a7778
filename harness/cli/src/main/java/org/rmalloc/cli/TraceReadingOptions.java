package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.rmalloc.replay.driver.UsageException;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.file.TraceInput;
import org.rmalloc.trace.read.AccessStage;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.TraceReader;
import picocli.CommandLine.Option;

/** How a command reads a trace. */
class TraceReadingOptions extends TalkOptions {
  @Option(
      names = "--dialect",
      paramLabel = "access|lock",
      description = "What L means in an ops file that does not say it: load or lock.")
  private Dialect dialect;

  @Option(names = "--lenient", description = "Skip bad records and count them.")
  private boolean lenient;

  @Option(names = "--strict", description = "Refuse what is merely odd, at its line.")
  private boolean strict;

  boolean isLenient() {
    return lenient;
  }

  boolean isStrict() {
    return strict;
  }

  /** Refuses {@code --dialect} where it means nothing. */
  void refuseDialect(String why) {
    refuse(dialect != null, "--dialect", why);
  }

  /** Refuses {@code --strict} where it means nothing. */
  void refuseStrict(String why) {
    refuse(strict, "--strict", why);
  }

  /** Refuses all of them where no trace is read. */
  void refuseAll(String why) {
    refuseDialect(why);
    refuse(lenient, "--lenient", why);
    refuseStrict(why);
  }

  private static void refuse(boolean given, String option, String why) {
    if (given) {
      throw new UsageException(option + ": found it here; expected it left out, since " + why);
    }
  }

  ReadOptions readOptions() {
    ReadOptions options =
        ReadOptions.DEFAULT.withLenient(lenient).withStrict(strict).withNotices(this::tell);
    return Optional.ofNullable(dialect).map(options::withDialect).orElse(options);
  }

  /** The bytes of the file of this name, or of standard input. */
  TraceInput open(String file) throws IOException {
    return isStandardInput(file)
        ? TraceInput.of(DataOutput.STANDARD, System.in)
        : TraceInput.open(Path.of(file));
  }

  /** The trace of this name, in memory, of its accesses what a stage makes of them. */
  Trace read(String file, ReadOptions options, AccessStage stage) throws IOException {
    try (TraceInput input = open(file)) {
      return TraceReader.read(input, options, stage);
    }
  }

  static boolean isStandardInput(String file) {
    return file.equals(DataOutput.STANDARD);
  }
}
