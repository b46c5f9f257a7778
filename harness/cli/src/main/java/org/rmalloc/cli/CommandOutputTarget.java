// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.file.OutputFile;
import org.rmalloc.trace.file.OutputFileNameCheck;

/** Where a command's data go: a file, which appears whole or not at all, or standard output. */
final class CommandOutputTarget {
  /** The name that stands for a standard stream. */
  static final String STANDARD = "-";

  private static final int BUFFER_BYTES = 1 << 16;

  // of st_mode, POSIX <sys/stat.h>
  private static final int FILE_TYPE = 0xf000;
  private static final int PIPE = 0x1000;
  private static final int SOCKET = 0xc000;

  private CommandOutputTarget() {}

  /** What writes the data. */
  @FunctionalInterface
  interface Writing<T> {
    /** Writes to a stream, which stays open. */
    T writeTo(OutputStream stream) throws IOException;
  }

  /**
   * Refuses a name that promises another format than the data have, before any work.
   *
   * @param name of a file, or of standard output
   * @param endings of the format, without their dots, one or more
   */
  static void checkName(String name, String... endings) {
    if (!name.equals(STANDARD)) {
      OutputFileNameCheck.check("-o", Path.of(name), endings);
    }
  }

  /** Refuses the name of a file for a folder that results go into. */
  static void checkFolder(Path folder) {
    if (OutputFileNameCheck.of(folder).isPresent()) {
      throw new UsageException(
          "-o: found '%s', which ends like the name of a file; expected the name of a folder"
              .formatted(folder));
    }
  }

  /**
   * Refuses one file for several outputs, however its name is spelled.
   *
   * @param option that gave the names
   */
  static void checkDistinct(String option, List<String> names) {
    Set<Path> files = new HashSet<>();
    for (String name : names) {
      if (!files.add(Path.of(name).toAbsolutePath().normalize())) {
        throw new UsageException(
            "%s: found '%s' for two outputs; expected a file for each".formatted(option, name));
      }
    }
  }

  /** Writes data to where {@code name} says, and returns what {@code writing} does. */
  static <T> T write(String name, Writing<T> writing) throws IOException {
    if (name.equals(STANDARD)) {
      HeldOutput stream =
          new HeldOutput(
              standard(new FileOutputStream(FileDescriptor.out), CommandOutputTarget::hasReader));
      T result = writing.writeTo(stream);
      stream.release();
      return result;
    }
    try (OutputFile file = OutputFile.create(Path.of(name))) {
      T result = writing.writeTo(file.stream());
      file.commit();
      return result;
    }
  }

  /** Whoever read standard output has read enough, as {@code head} does: no fault, and no news. */
  static final class BrokenPipeException extends IOException {
    private static final long serialVersionUID = 1;

    BrokenPipeException(IOException cause) {
      super(cause);
    }
  }

  /**
   * Buffers, and tells a reader that has gone from a disk that is full.
   *
   * @param hasReader whether the stream leads to a reader: to a pipe or a socket a write fails for
   *     no other reason. What the system says of it is in the language of the user
   */
  static OutputStream standard(OutputStream out, BooleanSupplier hasReader) {
    return new BufferedOutputStream(
        new FilterOutputStream(out) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
              out.write(bytes, offset, length);
            } catch (IOException e) {
              throw hasReader.getAsBoolean()
                  ? new BrokenPipeException(e)
                  : new IOException("standard output cannot be written: " + e.getMessage(), e);
            }
          }
        },
        BUFFER_BYTES);
  }

  /** Whether standard output is a pipe or a socket; false where the system does not tell. */
  static boolean hasReader() {
    try {
      int mode = (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode");
      int type = mode & FILE_TYPE;
      return type == PIPE || type == SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  /** A stream that keeps its last MiB until all went well: what fails early leaves nothing. */
  private static final class HeldOutput extends BufferedOutputStream {
    private static final int HELD_BYTES = 1 << 20;

    HeldOutput(OutputStream out) {
      super(out, HELD_BYTES);
    }

    /** Nothing is to be seen of it yet. */
    @Override
    public void flush() {}

    void release() throws IOException {
      super.flush(); // what it wraps, too
    }

    @Override
    public void close() throws IOException {
      release();
      super.close();
    }
  }
}
