package org.rmalloc.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.file.TraceInput;
import org.rmalloc.trace.read.AccessStage;
import org.rmalloc.trace.read.Opening;
import org.rmalloc.trace.read.ReadOptions;
import picocli.CommandLine.Parameters;

/** The trace that a command is about, and how it is read. */
final class TraceInputOptions extends TraceReadingOptions {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = DataOutput.STANDARD,
      description = "Plain, gzip or zstd; - or nothing means standard input.")
  private String file;

  /** The bytes of the file or of standard input. */
  TraceInput open() throws IOException {
    return open(file);
  }

  /** The trace, in memory, of its accesses what a stage makes of them. */
  Trace read(ReadOptions options, AccessStage stage) throws IOException {
    return read(file, options, stage);
  }

  /** What reads a file more than once. */
  @FunctionalInterface
  interface Reading<T> {
    /** Reads the file. */
    T read(Opening file) throws IOException;
  }

  /** Reads the file more than once; what can be read only once is put into another one first. */
  <T> T readAgain(Reading<T> reading) throws IOException {
    if (!isStream()) {
      return reading.read(this::open);
    }
    Path spool = Files.createTempFile("rmalloc-", ".ops");
    spool.toFile().deleteOnExit(); // when this thread does not get to it: Ctrl-C
    try (InputStream in = isStandardInput(file) ? System.in : Files.newInputStream(Path.of(file))) {
      Files.copy(in, spool, StandardCopyOption.REPLACE_EXISTING);
      return reading.read(() -> TraceInput.of(file, Files.newInputStream(spool)));
    } finally {
      Files.delete(spool);
    }
  }

  /** Whether the input is gone once it is read: standard input, or a pipe by name. */
  private boolean isStream() {
    Path path = Path.of(file);
    return isStandardInput(file)
        || (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path));
  }
}
