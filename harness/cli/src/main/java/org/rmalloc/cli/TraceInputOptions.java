package org.rmalloc.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.rmalloc.replay.driver.UsageException;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.file.TraceInput;
import org.rmalloc.trace.lock.LockFiles;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.TraceReader;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The trace that a command reads, and how. */
final class TraceInputOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = DataOutput.STANDARD,
      description = "Plain, gzip or zstd; - or nothing means standard input.")
  private String file;

  @Option(
      names = "--dialect",
      paramLabel = "access|lock",
      description = "What L means in an ops file that does not say it: load or lock.")
  private Dialect dialect;

  @Option(names = "--lenient", description = "Skip bad records and count them.")
  private boolean lenient;

  @Option(names = "--strict", description = "Refuse what is merely odd, at its line.")
  private boolean strict;

  @Option(names = "--quiet", description = "Data and errors only.")
  private boolean quiet;

  boolean isLenient() {
    return lenient;
  }

  boolean isStrict() {
    return strict;
  }

  boolean isQuiet() {
    return quiet;
  }

  /** Refuses {@code --dialect} where it means nothing. */
  void refuseDialect(String why) {
    refuse(dialect != null, "--dialect", why);
  }

  /** Refuses {@code --strict} where it means nothing. */
  void refuseStrict(String why) {
    refuse(strict, "--strict", why);
  }

  private static void refuse(boolean given, String option, String why) {
    if (given) {
      throw new UsageException(option + ": found it here; expected it left out, since " + why);
    }
  }

  /** Says something to the user, unless told to be quiet. */
  void tell(String line) {
    if (!quiet) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(line);
      err.flush();
    }
  }

  ReadOptions readOptions() {
    ReadOptions options =
        ReadOptions.DEFAULT.withLenient(lenient).withStrict(strict).withNotices(this::tell);
    return Optional.ofNullable(dialect).map(options::withDialect).orElse(options);
  }

  /** The bytes of the file or of standard input. */
  TraceInput open() throws IOException {
    return isStandardInput()
        ? TraceInput.of(DataOutput.STANDARD, System.in)
        : TraceInput.open(Path.of(file));
  }

  /** The trace, in memory. */
  Trace read(ReadOptions options) throws IOException {
    return isStandardInput()
        ? TraceReader.read(DataOutput.STANDARD, System.in, options)
        : TraceReader.read(Path.of(file), options);
  }

  /** What reads a file more than once. */
  @FunctionalInterface
  interface Reading<T> {
    /** Reads the file. */
    T read(LockFiles.Opening file) throws IOException;
  }

  /** Reads the file more than once; standard input is put into one first. */
  <T> T readAgain(Reading<T> reading) throws IOException {
    if (!isStandardInput()) {
      return reading.read(this::open);
    }
    Path spool = Files.createTempFile("rmalloc-", ".ops");
    spool.toFile().deleteOnExit(); // when this thread does not get to it: Ctrl-C
    try (InputStream in = System.in) {
      Files.copy(in, spool, StandardCopyOption.REPLACE_EXISTING);
      return reading.read(() -> TraceInput.of(DataOutput.STANDARD, Files.newInputStream(spool)));
    } finally {
      Files.delete(spool);
    }
  }

  private boolean isStandardInput() {
    return file.equals(DataOutput.STANDARD);
  }
}
