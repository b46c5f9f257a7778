// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import java.util.function.LongUnaryOperator;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.heap.Payload;

/**
 * Fills every block with bytes of its own, and finds out when they are no longer there.
 *
 * <p>A block's bytes are a stretch of one fixed random text, from a place that its serial number
 * determines, so that any two blocks differ and nothing is kept but that number. The text's length
 * is a prime, so that bytes displaced by a round number are not taken for the right ones.
 */
public final class PayloadCheck {
  private static final int TEXT_BYTES = (1 << 16) + 1;
  private static final int STRIDE = 251; // a prime: serials near each other start far apart
  private static final byte[] TEXT = randomText();

  private final Payload payload;
  private final LongUnaryOperator addresses; // by handle
  private final long[] handles; // by slot; 0 while none is live there
  private final long[] sizes;
  private final int[] starts; // in the text
  private int serial;

  /**
   * A check of the blocks that a client has of an allocator.
   *
   * @param payload of the allocator's heap
   * @param slots the client's names for blocks: 0 to {@code slots} exclusive
   */
  public PayloadCheck(Payload payload, Allocator allocator, int slots) {
    this(payload, allocator::weakLock, slots);
  }

  /** The same of a client that knows where each block is, by a handle that is not 0. */
  PayloadCheck(Payload payload, LongUnaryOperator addresses, int slots) {
    this.payload = payload;
    this.addresses = addresses;
    handles = new long[slots];
    sizes = new long[slots];
    starts = new int[slots];
  }

  /** A block was placed: fills it. */
  public void placed(int slot, long handle, long sizeBytes) {
    handles[slot] = handle;
    sizes[slot] = sizeBytes;
    fill(slot);
  }

  /** A block was resized: its old bytes must be there, up to the smaller size. */
  public void resized(int slot, long sizeBytes) {
    check(slot, Math.min(sizes[slot], sizeBytes));
    sizes[slot] = sizeBytes;
    fill(slot);
  }

  /** A block is about to be freed: its bytes must be there. */
  public void freeing(int slot) {
    check(slot, sizes[slot]);
    handles[slot] = 0;
  }

  /** Every live block's bytes must be there. O(live bytes). */
  public void checkAll() {
    for (int slot = 0; slot < handles.length; slot++) {
      if (handles[slot] != 0) {
        check(slot, sizes[slot]);
      }
    }
  }

  private void fill(int slot) {
    starts[slot] = Math.floorMod(serial++ * STRIDE, TEXT_BYTES);
    long address = addresses.applyAsLong(handles[slot]);
    long done = 0;
    while (done < sizes[slot]) {
      int offset = (int) ((starts[slot] + done) % TEXT_BYTES);
      int length = (int) Math.min(sizes[slot] - done, TEXT_BYTES - offset);
      payload.write(address + done, TEXT, offset, length);
      done += length;
    }
  }

  private void check(int slot, long length) {
    long address = addresses.applyAsLong(handles[slot]);
    long done = 0;
    while (done < length) {
      int offset = (int) ((starts[slot] + done) % TEXT_BYTES);
      int piece = (int) Math.min(length - done, TEXT_BYTES - offset);
      int mismatch = payload.mismatch(address + done, TEXT, offset, piece);
      if (mismatch >= 0) {
        throw new InvariantViolation(
            "the block of handle %d at %d has lost its contents at byte %d of %d"
                .formatted(handles[slot], address, done + mismatch, sizes[slot]));
      }
      done += piece;
    }
  }

  private static byte[] randomText() {
    byte[] text = new byte[TEXT_BYTES];
    int random = 0x2545F491;
    for (int i = 0; i < TEXT_BYTES; i++) {
      random ^= random << 13; // Marsaglia's xorshift
      random ^= random >>> 17;
      random ^= random << 5;
      text[i] = (byte) random;
    }
    return text;
  }
}
