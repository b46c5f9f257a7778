// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.file;

import java.io.IOException;
import java.util.Arrays;

/**
 * A window of whole lines on an input, for parsers that work on bytes: {@link #bytes}, from {@link
 * #from} to {@link #to}, exclusive. A parser reads from {@code from} on, says how far it came with
 * {@link #consume}, and asks for more with {@link #refill}.
 *
 * <p>The window ends with a line feed, so a parser that stops at one needs no other bound. Only at
 * the end of the input may a rest without one remain: {@link #rest}. Grows to the longest line.
 */
public final class WholeLinesBuffer {
  private static final int MIN_CAPACITY = 1 << 18;
  private static final int MAX_CAPACITY = 1 << 30;

  private final DecompressedInput input;
  private byte[] bytes = new byte[MIN_CAPACITY];
  private int from; // of what is not consumed
  private int to; // behind the last line feed
  private int filled; // behind the last byte read
  private boolean atEnd;

  /** A window at the start of an input, empty until the first {@link #refill}. */
  public WholeLinesBuffer(DecompressedInput input) {
    this.input = input;
  }

  /** What the window is on; valid until the next refill. */
  public byte[] bytes() {
    return bytes;
  }

  /** The first byte of the window. */
  public int from() {
    return from;
  }

  /** Behind the last line feed of the window. */
  public int to() {
    return to;
  }

  /** Bytes behind the window: the start of a line, and once nothing is left to read, a cut one. */
  public int rest() {
    return filled - to;
  }

  /** Whether the rest is nothing but zeros, as a file has that was mapped and not cut to length. */
  public boolean restIsZero() {
    for (int i = to; i < filled; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Takes the rest for a line, though it ends without a line feed. */
  public void completeRest() {
    if (filled == bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length + 1);
    }
    bytes[filled++] = '\n';
    to = filled;
  }

  /** The rest as text. */
  public String restText() {
    return InputQuoter.of(bytes, to, filled);
  }

  /** Moves the window's start, which is the start of a line again. */
  public void consume(int newFrom) {
    from = newFrom;
  }

  /**
   * Extends the window by at least one line, dropping what was consumed.
   *
   * @return false when the input is at its end and the window did not grow
   */
  public boolean refill() throws IOException {
    int oldLines = to - from;
    moveToFront();
    while (to == oldLines && !atEnd) {
      readMore();
    }
    return to > oldLines;
  }

  /**
   * Extends the window until it holds {@code lines} lines or the rest of the input.
   *
   * @return whether it holds the rest of the input; not where the input is damaged, which the
   *     {@link #refill} that gets there tells
   */
  public boolean look(int lines) throws IOException {
    try {
      while (lineCount(lines) < lines) {
        if (!refill()) {
          return true;
        }
      }
    } catch (DamagedInputException e) {
      return false;
    }
    return false;
  }

  private int lineCount(int enough) {
    int count = 0;
    for (int i = from; i < to && count < enough; i++) {
      if (bytes[i] == '\n') {
        count++;
      }
    }
    return count;
  }

  private void moveToFront() {
    if (from > 0) {
      System.arraycopy(bytes, from, bytes, 0, filled - from);
      to -= from;
      filled -= from;
      from = 0;
    }
  }

  private void readMore() throws IOException {
    if (filled == bytes.length) {
      grow();
    }
    int got = input.read(bytes, filled, bytes.length - filled);
    if (got < 0) {
      atEnd = true;
      return;
    }
    filled += got;
    for (int i = filled; i > filled - got; i--) {
      if (bytes[i - 1] == '\n') {
        to = i;
        return;
      }
    }
  }

  private void grow() throws IOException {
    if (bytes.length >= MAX_CAPACITY) {
      throw new DamagedInputException("a line of more than " + MAX_CAPACITY + " bytes");
    }
    bytes = Arrays.copyOf(bytes, 2 * bytes.length);
  }
}
