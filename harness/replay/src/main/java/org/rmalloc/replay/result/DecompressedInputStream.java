// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.io.IOException;
import java.io.InputStream;
import org.rmalloc.trace.file.DecompressedInput;

/** The bytes of an input as a stream. */
final class DecompressedInputStream extends InputStream {
  private final DecompressedInput input;

  DecompressedInputStream(DecompressedInput input) {
    this.input = input;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return input.read(target, offset, length);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return input.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }
}
