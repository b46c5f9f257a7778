// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.hrec;

import java.io.IOException;
import java.util.Arrays;

/** Reads a file block by block and says what state each is in, without a look at its records. */
final class HrecBlockReader {
  /** What was found where a block may start. */
  enum Found {
    /** The end of the file, or only zeros up to it. */
    NOTHING,
    /** A block that was being written to; zeros behind its records, up to the end of the file. */
    OPEN,
    /** A block that goes on behind the end of the file. */
    CUT,
    /** Bytes that start no block. */
    NO_HEADER,
    /** A block whose checksum is wrong. */
    ALTERED,
    /** A block as it was written. */
    WHOLE
  }

  private final ByteSource bytes;
  private final byte[] header = new byte[HrecLayout.BLOCK_HEADER_BYTES];
  private final byte[] payload =
      new byte[HrecLayout.MAX_PAYLOAD_BYTES + 8 + HrecLayout.LONGEST_RECORD];
  private long offset;
  private int openLength;

  HrecBlockReader(ByteSource bytes) {
    this.bytes = bytes;
  }

  /** The header, shorter when the file is. */
  byte[] readFileHeader() throws IOException {
    byte[] start = new byte[HrecLayout.FILE_HEADER_BYTES];
    return Arrays.copyOf(start, fill(start, start.length));
  }

  /** Where the next block starts, in bytes from the start of the file. */
  long offset() {
    return offset;
  }

  int type() {
    return HrecLayout.type(header);
  }

  /**
   * Bytes of payload; of an open block those that the file has, the first zero that starts no
   * record ending it.
   */
  int length() {
    return isOpen() ? openLength : HrecLayout.length(header);
  }

  int count() {
    return HrecLayout.count(header);
  }

  long index() {
    return HrecLayout.index(header);
  }

  /** The bytes of the last block, then room for one more record. */
  byte[] payload() {
    return payload;
  }

  Found next() throws IOException {
    int got = fill(header, header.length);
    if (isZero(header, 0, got)) {
      return restIsZero() ? Found.NOTHING : Found.NO_HEADER;
    }
    if (got < header.length) {
      return Found.CUT;
    }
    int length = HrecLayout.length(header);
    if (type() == 0 || length < 0 || length > HrecLayout.MAX_PAYLOAD_BYTES) {
      return Found.NO_HEADER;
    }
    if (!isOpen()) {
      return sealed();
    }
    return type() == HrecLayout.END ? Found.NO_HEADER : open();
  }

  /**
   * Reads to the end of the file behind an open block, and says whether there are only zeros behind
   * its first bytes, but for a record that was being written.
   */
  boolean endsInZerosAfter(int length) throws IOException {
    int from = Math.min(length + HrecLayout.LONGEST_RECORD, payload.length);
    return isZero(payload, from, payload.length) && restIsZero();
  }

  /** Reads to the end of the file, and says whether it is all zeros. */
  boolean restIsZero() throws IOException {
    int got = fill(payload, HrecLayout.MAX_PAYLOAD_BYTES);
    while (got > 0) {
      if (!isZero(payload, 0, got)) {
        return false;
      }
      got = fill(payload, HrecLayout.MAX_PAYLOAD_BYTES);
    }
    return true;
  }

  private boolean isOpen() {
    return HrecLayout.length(header) == 0;
  }

  private Found open() throws IOException {
    openLength = fill(payload, HrecLayout.MAX_PAYLOAD_BYTES);
    Arrays.fill(payload, openLength, payload.length, (byte) 0);
    return Found.OPEN;
  }

  private Found sealed() throws IOException {
    int length = HrecLayout.length(header);
    int padded = length + HrecLayout.padding(length);
    int got = fill(payload, padded);
    if (got < length) {
      return Found.CUT;
    }
    if (HrecLayout.computeChecksum(header, payload, length) != HrecLayout.checksum(header)
        || !isZero(payload, length, got)) {
      return Found.ALTERED;
    }
    offset += padded - got; // a file may end without its last zeros
    return Found.WHOLE;
  }

  private int fill(byte[] target, int length) throws IOException {
    int got = 0;
    int read = 0;
    while (got < length && read >= 0) {
      got += read;
      read = got < length ? bytes.read(target, got, length - got) : -1;
    }
    offset += got;
    return got;
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
