package org.rmalloc.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.rmalloc.trace.file.OutputFile;

/** Where a command's data go: a file, which appears whole or not at all, or standard output. */
final class DataOutput {
  /** The name that stands for a standard stream. */
  static final String STANDARD = "-";

  private static final int BUFFER_BYTES = 1 << 16;

  private DataOutput() {}

  /** What writes the data. */
  @FunctionalInterface
  interface Writing<T> {
    /** Writes to a stream, which stays open. */
    T writeTo(OutputStream stream) throws IOException;
  }

  /** Writes data to where {@code name} says, and returns what {@code writing} does. */
  static <T> T write(String name, Writing<T> writing) throws IOException {
    if (name.equals(STANDARD)) {
      HeldOutput stream = new HeldOutput(standard(new FileOutputStream(FileDescriptor.out)));
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

  /** Buffers, and tells a reader that has gone from a disk that is full. */
  static OutputStream standard(OutputStream out) {
    return new BufferedOutputStream(
        new FilterOutputStream(out) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
              out.write(bytes, offset, length);
            } catch (IOException e) {
              String message = String.valueOf(e.getMessage());
              throw message.contains("Broken pipe") ? new BrokenPipeException(e) : e;
            }
          }
        },
        BUFFER_BYTES);
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
