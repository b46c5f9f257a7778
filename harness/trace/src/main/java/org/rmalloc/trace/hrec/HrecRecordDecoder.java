// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.hrec;

import java.io.IOException;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.mapping.HeapEventSink;
import org.rmalloc.trace.mapping.IgnoringEventSink;

/** Decodes the records of one block's payload after another. Allocates nothing. */
final class HrecRecordDecoder {
  /** Told of a record that its taker does not want. */
  @FunctionalInterface
  interface Refusal {
    void refused(int position, InvalidOpException reason) throws IOException;
  }

  private static final HeapEventSink NOBODY = new IgnoringEventSink();

  private final byte[] bytes; // with room for a whole record behind the end
  private final HeapEventSink events;
  private final Refusal refusal;
  private HeapEventSink taker;
  private int end;
  private int at;
  private long previous; // the address that the next one is relative to
  private int count;
  private int stopReason;
  private boolean isMarked;

  HrecRecordDecoder(byte[] bytes, HeapEventSink events, Refusal refusal) {
    this.bytes = bytes;
    this.events = events;
    this.refusal = refusal;
  }

  /** Whether the file is of the version that has threads, times and alignments. */
  void setMarked(boolean isMarked) {
    this.isMarked = isMarked;
  }

  /** Where decoding stopped, from the start of the payload. */
  int position() {
    return at;
  }

  /** Records decoded of this payload. */
  int count() {
    return count;
  }

  /** Why the recorder stopped before its program did; 0 when it did not. */
  int stopReason() {
    return stopReason;
  }

  /**
   * Decodes a payload up to its end or the first zero byte.
   *
   * @param most how many records to hand on; the rest is decoded all the same
   * @return false when a record is none that this version knows, or runs past the end
   */
  boolean decode(int length, long most) throws IOException {
    end = length;
    taker = most > 0 ? events : NOBODY;
    at = 0;
    previous = 0;
    count = 0;
    while (at < end && bytes[at] != 0) {
      int start = at;
      try {
        if (!record()) {
          return false;
        }
      } catch (InvalidOpException e) { // at is behind the record
        refusal.refused(start, e);
      }
      if (++count >= most) {
        taker = NOBODY;
      }
    }
    return true;
  }

  private boolean record() throws IOException {
    int start = at;
    int first = bytes[at] & 0xff;
    if (first == HrecLayout.STOP << 3) {
      return stop();
    }
    long number = delta(first);
    long address = previous + number;
    boolean known;
    if (first >>> 6 != HrecLayout.REQUEST) {
      known = access(first, address);
    } else if (first >>> 3 == HrecLayout.THREAD || first >>> 3 == HrecLayout.CLOCK) {
      known =
          mark(
              first >>> 3 == HrecLayout.THREAD ? OpAnnotationKind.THREAD : OpAnnotationKind.CLOCK,
              number);
    } else {
      known = request(first, address);
    }
    if (!known || at > end) {
      at = start;
      return false;
    }
    return true;
  }

  /** The signed number that follows the first byte; steps over both. */
  private long delta(int first) {
    int width = first & 7;
    long word = HrecLayout.getLong(bytes, at + 1);
    at += 2 + width;
    int unused = 56 - 8 * width;
    return word << unused >> unused;
  }

  private boolean access(int first, long address) throws IOException {
    int detail = first >>> 3 & 7;
    long size = detail == HrecLayout.SIZED ? varint() : 1L << detail;
    if (size < 0 || at > end) {
      return false;
    }
    previous = address;
    taker.accessed(kind(first >>> 6), address, size);
    return true;
  }

  private static OpKind kind(int recordClass) {
    return switch (recordClass) {
      case HrecLayout.LOAD -> OpKind.LOAD;
      case HrecLayout.STORE -> OpKind.STORE;
      default -> OpKind.MODIFY;
    };
  }

  private boolean request(int first, long address) throws IOException {
    return switch (first >>> 3) {
      case HrecLayout.NEW -> birth(address);
      case HrecLayout.FREE -> free(address);
      case HrecLayout.RESIZE -> resize(address);
      case HrecLayout.ALIGNED_NEW -> alignedBirth(address);
      default -> false;
    };
  }

  private boolean mark(OpAnnotationKind mark, long value) throws IOException {
    if (!isMarked || at > end) {
      return false;
    }
    taker.mark(mark, value);
    return true;
  }

  private boolean alignedBirth(long address) throws IOException {
    long size = varint();
    long log2Alignment = varint();
    if (!isMarked || size < 0 || at > end || log2Alignment < 0 || log2Alignment > 62) {
      return false;
    }
    previous = address;
    taker.mark(OpAnnotationKind.ALIGNMENT, 1L << log2Alignment);
    taker.allocated(address, size);
    return true;
  }

  private boolean birth(long address) throws IOException {
    long size = varint();
    if (size < 0 || at > end) {
      return false;
    }
    previous = address;
    taker.allocated(address, size);
    return true;
  }

  private boolean free(long address) throws IOException {
    if (at > end) {
      return false;
    }
    previous = address;
    taker.freed(address);
    return true;
  }

  private boolean resize(long from) throws IOException {
    long moved = varint();
    long to = from + (moved >>> 1 ^ -(moved & 1));
    long size = varint();
    if (size < 0 || at > end) {
      return false;
    }
    previous = to;
    taker.resized(from, to, size);
    return true;
  }

  private boolean stop() {
    stopReason = bytes[at + 1] & 0xff;
    at += 2;
    return stopReason != 0 && at <= end;
  }

  /** Seven bits a byte, the lowest first, bit 7 set in all but the last. */
  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    at = end + 1; // longer than any number
    return value;
  }
}
