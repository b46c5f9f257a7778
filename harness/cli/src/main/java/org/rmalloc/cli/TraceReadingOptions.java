// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.read.AccessTransform;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.ReopenableInput;
import org.rmalloc.trace.read.TraceReader;
import picocli.CommandLine.Option;

/** How a command reads a trace. */
class TraceReadingOptions extends NoticeOptions {
  private static final String TEMPORARY_FILES = System.getProperty("java.io.tmpdir");
  private static final FileAttribute<?> FOR_THE_OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  @Option(
      names = "--dialect",
      paramLabel = "access|lock",
      description =
          "What L means in an ops file whose first line does not say it: a load or a lock.")
  private Dialect dialect;

  @Option(names = "--lenient", description = "Skip records that cannot be read, and count them.")
  private boolean lenient;

  @Option(names = "--strict", description = "Treat warnings as errors: stop at the first odd line.")
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
      throw new UsageException(option + ": has no effect here, since " + why + "; leave it out");
    }
  }

  ReadOptions readOptions() {
    ReadOptions options =
        ReadOptions.DEFAULT.withLenient(lenient).withStrict(strict).withNotices(this::notice);
    return Optional.ofNullable(dialect).map(options::withDialect).orElse(options);
  }

  /** The bytes of the file of this name, or of standard input. */
  DecompressedInput open(String file) throws IOException {
    return isStandardInput(file)
        ? DecompressedInput.of(CommandOutputTarget.STANDARD, System.in)
        : DecompressedInput.open(Path.of(file));
  }

  /** The trace of this name, in memory, of its accesses what a stage makes of them. */
  Trace read(String file, ReadOptions options, AccessTransform stage) throws IOException {
    try (DecompressedInput input = open(file)) {
      return TraceReader.read(input, options, stage);
    }
  }

  /** What reads a file more than once. */
  @FunctionalInterface
  interface Reading<T> {
    /** Reads the file. */
    T read(ReopenableInput file) throws IOException;
  }

  /** Reads a file more than once; what can be read only once is put into another one first. */
  <T> T readAgain(String file, Reading<T> reading) throws IOException {
    if (!isStream(file)) {
      return reading.read(() -> open(file));
    }
    Path spool = Path.of(TEMPORARY_FILES, "rmalloc-" + UUID.randomUUID() + ".ops");
    spool.toFile().deleteOnExit(); // for Ctrl-C, which may come as soon as there is a file
    Files.createFile(spool, FOR_THE_OWNER_ALONE);
    try {
      copy(file, spool);
      return reading.read(() -> DecompressedInput.of(file, Files.newInputStream(spool)));
    } finally {
      Files.delete(spool);
    }
  }

  /** Copies into a file that is there, which keeps who may read it. */
  private static void copy(String file, Path spool) throws IOException {
    try (InputStream in = isStandardInput(file) ? System.in : Files.newInputStream(Path.of(file));
        OutputStream out = Files.newOutputStream(spool)) {
      in.transferTo(out);
    }
  }

  /** Whether the input is gone once it is read: standard input, or a pipe by name. */
  private static boolean isStream(String file) {
    Path path = Path.of(file);
    return isStandardInput(file)
        || (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path));
  }

  static boolean isStandardInput(String file) {
    return file.equals(CommandOutputTarget.STANDARD);
  }
}
