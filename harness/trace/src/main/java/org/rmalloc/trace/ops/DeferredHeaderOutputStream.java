// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.ops;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds what is written back until it is known which bytes have to stand before it: in memory, and
 * beyond {@link #MEMORY_BYTES} in a temporary file. Where the system allows it, as POSIX does, that
 * file has no name as soon as it is open, so that nothing of it is left even if the process is
 * killed.
 */
final class DeferredHeaderOutputStream extends OutputStream {
  private static final int MEMORY_BYTES = 1 << 22;

  private final OutputStream target;
  private ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private OutputStream held = memory;
  private FileChannel file; // once held is not the memory
  private boolean isReleased;

  DeferredHeaderOutputStream(OutputStream target) {
    this.target = target;
  }

  boolean isReleased() {
    return isReleased;
  }

  /** Writes what has to stand before it, then what is held; from now on nothing is held. */
  void release(byte[] before) throws IOException {
    isReleased = true;
    target.write(before);
    if (held == memory) {
      memory.writeTo(target);
    } else {
      try (FileChannel spilled = file) {
        Channels.newInputStream(spilled.position(0)).transferTo(target);
      }
    }
    held = target;
    memory = new ByteArrayOutputStream(0);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (held == memory && memory.size() + length > MEMORY_BYTES) {
      spill();
    }
    held.write(bytes, from, length);
  }

  @Override
  public void flush() throws IOException {
    held.flush();
  }

  /** Removes a temporary file that was never released; the target stays its caller's. */
  @Override
  public void close() throws IOException {
    if (!isReleased && held != memory) {
      file.close();
    }
  }

  private void spill() throws IOException {
    Path path = Files.createTempFile("rmalloc-ops", ".part");
    file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    held = Channels.newOutputStream(file);
    memory.writeTo(held);
  }
}
