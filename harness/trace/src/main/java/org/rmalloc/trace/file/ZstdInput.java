// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.file;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The bytes of a zstd file, all its frames (RFC 8878).
 *
 * <p>Unlike the library's own stream it takes nothing for the end but the end: what follows a frame
 * is another whole frame, or the input is damaged.
 */
final class ZstdInput extends InputStream {
  private static final int CAPACITY = 1 << 17;

  private final InputStream in;
  private final ZstdDecompressCtx frames = new ZstdDecompressCtx();
  private final byte[] chunk = new byte[CAPACITY];
  private final ByteBuffer source = ByteBuffer.allocateDirect(CAPACITY).flip();
  private final ByteBuffer target = ByteBuffer.allocateDirect(CAPACITY).flip();
  private boolean inFrame;

  ZstdInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (!target.hasRemaining()) {
      if (!source.hasRemaining() && !fill()) {
        return -1;
      }
      decompress();
    }
    int count = Math.min(length, target.remaining());
    target.get(bytes, offset, count);
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    frames.close();
    in.close();
  }

  private void decompress() throws DamagedInputException {
    target.clear();
    try {
      inFrame = !frames.decompressDirectByteBufferStream(target, source);
    } catch (ZstdException e) {
      throw new DamagedInputException("damaged zstd data: " + e.getMessage(), e);
    } finally {
      target.flip();
    }
  }

  private boolean fill() throws IOException {
    int count = in.read(chunk);
    if (count < 0) {
      if (inFrame) {
        throw new DamagedInputException("the end of the file inside its zstd data");
      }
      return false;
    }
    source.clear().put(chunk, 0, count).flip();
    return true;
  }
}
