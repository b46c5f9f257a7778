// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.hrec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** The numbers of the format, and where the fields of a block's header are. */
final class HrecLayout {
  static final int VERSION = 1;

  /** Of a file with threads, times or alignments, or whose records go on from another one's. */
  static final int MARKED_VERSION = 2;

  static final int FILE_HEADER_BYTES = 16;
  static final int BLOCK_HEADER_BYTES = 24;
  static final int MAX_PAYLOAD_BYTES = (1 << 16) - BLOCK_HEADER_BYTES;

  /** No record is longer; buffers have this much room behind a payload. */
  static final int LONGEST_RECORD = 32;

  /** A text file's line ends would be altered, a seven-bit channel would clear the first byte. */
  private static final byte[] MAGIC = {(byte) 0x89, 'H', 'R', 'E', 'C', '\r', '\n', 0x1a};

  static final int HEAD = 'H';
  static final int DATA = 'D';
  static final int END = 'E';

  /** Says which file the records go on from; the first block, if there is one. */
  static final int HISTORY = 'P';

  /** The payload of that block, line feeds at its end, so that it can be written anew in place. */
  static final int HISTORY_BYTES = 1024;

  private static final int BLOCK_MAGIC = 'h' | 'r' << 8 | 'b' << 16;

  // The first byte of a record: bits 7-6 its class, 5-3 its detail, 2-0 the bytes of its address
  // less 1.
  static final int REQUEST = 0;
  static final int LOAD = 1;
  static final int STORE = 2;
  static final int MODIFY = 3;
  static final int NEW = 1;
  static final int FREE = 2;
  static final int RESIZE = 3;

  /** Of version 2: N with an alignment; the thread and the time of what follows. */
  static final int ALIGNED_NEW = 4;

  static final int THREAD = 5;
  static final int CLOCK = 6;
  static final int STOP = 7;

  /** The detail of an access whose size follows; below it the size is 1 shifted by the detail. */
  static final int SIZED = 7;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private HrecLayout() {}

  static byte[] fileHeader(int version) {
    byte[] header = new byte[FILE_HEADER_BYTES];
    System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
    setInt(header, MAGIC.length, version);
    return header;
  }

  static boolean hasMagic(byte[] start) {
    if (start.length < MAGIC.length) {
      return false;
    }
    for (int i = 0; i < MAGIC.length; i++) {
      if (start[i] != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  /** The type of a block by its header, or 0 when this is no block's header. */
  static int type(byte[] header) {
    int word = getInt(header, 0);
    int type = word >>> 24;
    boolean known = type == HEAD || type == DATA || type == END || type == HISTORY;
    return known && (word & 0xffffff) == BLOCK_MAGIC ? type : 0;
  }

  /** Bytes of payload; 0 while the block is open. */
  static int length(byte[] header) {
    return getInt(header, 4);
  }

  /** Records in the block. */
  static int count(byte[] header) {
    return getInt(header, 8);
  }

  static int checksum(byte[] header) {
    return getInt(header, 12);
  }

  /** Records in all blocks before. */
  static long index(byte[] header) {
    return getLong(header, 16);
  }

  /** A sealed block's header. */
  static byte[] header(int type, int count, long index, byte[] payload, int length) {
    byte[] header = new byte[BLOCK_HEADER_BYTES];
    setInt(header, 0, BLOCK_MAGIC | type << 24);
    setInt(header, 4, length);
    setInt(header, 8, count);
    setLong(header, 16, index);
    setInt(header, 12, computeChecksum(header, payload, length));
    return header;
  }

  /** CRC-32C of the header without the checksum's own field, and of the payload. */
  static int computeChecksum(byte[] header, byte[] payload, int length) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, 12);
    crc.update(header, 16, 8);
    crc.update(payload, 0, length);
    return (int) crc.getValue();
  }

  /** Zero bytes that follow a block, so that the next one starts at a multiple of 8. */
  static int padding(int payloadLength) {
    return -payloadLength & 7;
  }

  static int getInt(byte[] bytes, int at) {
    return (int) INTS.get(bytes, at);
  }

  static long getLong(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  private static void setInt(byte[] bytes, int at, int value) {
    INTS.set(bytes, at, value);
  }

  static void setLong(byte[] bytes, int at, long value) {
    LONGS.set(bytes, at, value);
  }
}
