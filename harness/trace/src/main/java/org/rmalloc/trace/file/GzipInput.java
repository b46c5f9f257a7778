// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The bytes of a gzip file, all its members (RFC 1952).
 *
 * <p>Unlike {@link java.util.zip.GZIPInputStream} it takes nothing for the end but the end: what
 * follows a member is another whole member, or the input is damaged.
 */
final class GzipInput extends InputStream {
  private static final int MAGIC = 0x8b1f;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;
  private boolean inMember;

  GzipInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      while (inMember || startMember()) {
        int count = inflate(bytes, offset, length);
        if (count > 0) {
          return count;
        }
      }
      return -1;
    } catch (EOFException e) {
      throw new DamagedInputException("the end of the file inside its gzip data", e);
    } catch (DataFormatException e) {
      throw new DamagedInputException("altered gzip data: " + e.getMessage(), e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }

  /** Bytes inflated; 0 when the member ended, whose trailer was then read too. */
  private int inflate(byte[] bytes, int offset, int length)
      throws IOException, DataFormatException {
    int count;
    while ((count = inflater.inflate(bytes, offset, length)) == 0 && !inflater.finished()) {
      if (inflater.needsDictionary()) {
        throw new DataFormatException("the data need a dictionary, which gzip does not have");
      }
      fill();
      inflater.setInput(buffer, from, to - from);
      from = to;
    }
    crc.update(bytes, offset, count);
    if (count == 0) {
      endMember();
    }
    return count;
  }

  private boolean startMember() throws IOException {
    if (from == to && !tryFill()) {
      return false;
    }
    crc.reset();
    readHeader();
    crc.reset();
    inflater.reset();
    inflater.setInput(buffer, from, to - from);
    from = to;
    inMember = true;
    return true;
  }

  private void endMember() throws IOException {
    from = to - inflater.getRemaining();
    long sum = crc.getValue();
    check(readInt() == sum, "gzip data that do not match their checksum");
    check(
        readInt() == (inflater.getBytesWritten() & 0xffff_ffffL),
        "gzip data whose length is not the one that they state");
    inMember = false;
  }

  private void readHeader() throws IOException {
    check(readShort() == MAGIC, "something else after gzip data");
    check(readByte() == DEFLATE, "an unknown gzip method");
    int flags = readByte();
    check((flags & RESERVED) == 0, "unknown gzip flags");
    skip(6); // time, extra flags, operating system
    if ((flags & EXTRA) != 0) {
      skip(readShort());
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      long sum = crc.getValue() & 0xffff;
      check(readShort() == sum, "a gzip header that does not match its checksum");
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      readByte();
    }
  }

  private void skipText() throws IOException {
    while (readByte() != 0) {
      // up to and with the zero at its end
    }
  }

  private long readInt() throws IOException {
    return readShort() | (long) readShort() << 16;
  }

  private int readShort() throws IOException {
    return readByte() | readByte() << 8;
  }

  private int readByte() throws IOException {
    if (from == to) {
      fill();
    }
    crc.update(buffer[from]);
    return buffer[from++] & 0xff;
  }

  private void fill() throws IOException {
    if (!tryFill()) {
      throw new EOFException();
    }
  }

  private boolean tryFill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer));
    return to > 0;
  }

  private static void check(boolean holds, String found) throws DamagedInputException {
    if (!holds) {
      throw new DamagedInputException(found);
    }
  }
}
