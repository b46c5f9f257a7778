// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Standard output for what prints and never asks whether that worked: remembers the first failure,
 * so that a full disk does not pass for success.
 */
final class StandardOutput {
  private final Remembering bytes;
  private final PrintWriter writer;

  private StandardOutput(Remembering bytes) {
    this.bytes = bytes;
    writer = new PrintWriter(bytes, /* autoFlush= */ true, charset());
  }

  /** Standard output of this process; {@code System.out} prints there too from now on. */
  static StandardOutput ofThisProcess() {
    OutputStream raw = new FileOutputStream(FileDescriptor.out);
    StandardOutput output =
        new StandardOutput(
            new Remembering(CommandOutputTarget.standard(raw, CommandOutputTarget::hasReader)));
    System.setOut(new PrintStream(output.bytes, /* autoFlush= */ true, charset()));
    return output;
  }

  /** Where commands print. */
  PrintWriter writer() {
    return writer;
  }

  /** Writes what is left. Throws the first failure that there was. */
  void finish() throws IOException {
    writer.flush();
    System.out.flush();
    bytes.flush();
    if (bytes.failure != null) {
      throw bytes.failure;
    }
  }

  private static Charset charset() {
    String name = System.getProperty("stdout.encoding");
    return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
  }

  private static final class Remembering extends FilterOutputStream {
    private IOException failure;

    Remembering(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      try {
        out.write(from, offset, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }
}
