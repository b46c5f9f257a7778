package org.rmalloc.firstfit.dl;

import org.rmalloc.heap.Heap;

/**
 * The head word of every block and the foot of a free one (Knuth, TAOCP 1, §2.5), by which the
 * neighbours of a block are found in O(1).
 *
 * <pre>
 *   block - 4   the foot of the block before, if that is free: its size; else its client's bytes
 *   block       head: size | IN_USE | PREVIOUS_IN_USE
 *   block + 4   a used block's payload; a free block's links (see {@link SmallBins}, {@link TreeBins})
 *   block + size - 4   a used block's last payload bytes; a free block's foot
 *   block + size       the head of the next block
 * </pre>
 *
 * <p>A block is named by the address of its head, which is 4 more than a multiple of 8, so that
 * payloads are aligned and 0 names none. (In C a chunk starts 4 bytes lower, at the foot before it;
 * what a block takes is the same.) A foot lies in the last bytes of the free block itself.
 */
final class BoundaryTags {
  /** In place of a block. */
  static final int NO_BLOCK = 0;

  /** The head of the first block; the bytes below it align payloads. */
  static final int FIRST_BLOCK = 4;

  static final int HEAD_BYTES = 4;

  private static final int PREVIOUS_IN_USE = 0b01;
  private static final int IN_USE = 0b10;
  private static final int SIZE_MASK = ~0b111;
  private static final int FOOT = -4; // from the next block's head

  private final Heap heap;

  /** The tags of the blocks in {@code heap}. */
  BoundaryTags(Heap heap) {
    this.heap = heap;
  }

  static int payload(int block) {
    return block + HEAD_BYTES;
  }

  static int blockOf(int payload) {
    return payload - HEAD_BYTES;
  }

  /** The block's head word, for {@link #sizeOf} and its siblings: one load for all of them. */
  int head(int block) {
    return heap.getInt(block);
  }

  static int sizeOf(int head) {
    return head & SIZE_MASK;
  }

  static boolean isInUse(int head) {
    return (head & IN_USE) != 0;
  }

  static boolean isPreviousInUse(int head) {
    return (head & PREVIOUS_IN_USE) != 0;
  }

  int sizeBytes(int block) {
    return sizeOf(head(block));
  }

  /** The size of the block before, which is free. */
  int sizeBefore(int block) {
    return heap.getInt(block + FOOT);
  }

  /** Makes a used block of bytes that were free up to {@code sizeBytes} or further. */
  void use(int block, int sizeBytes) {
    heap.putInt(block, sizeBytes | PREVIOUS_IN_USE | IN_USE);
  }

  /** Makes a used block of a whole free block. */
  void useWhole(int block, int sizeBytes) {
    use(block, sizeBytes);
    tellNextUsed(block + sizeBytes);
  }

  /** Gives a used block another size; what follows learns that the block before it is in use. */
  void resizeUsed(int block, int sizeBytes) {
    heap.putInt(block, (head(block) & PREVIOUS_IN_USE) | sizeBytes | IN_USE);
    tellNextUsed(block + sizeBytes);
  }

  /** Makes a free block, the block before it being in use and the next one knowing already. */
  void free(int block, int sizeBytes) {
    heap.putInt(block, sizeBytes | PREVIOUS_IN_USE);
    heap.putInt(block + sizeBytes + FOOT, sizeBytes);
  }

  /** Makes a free block, the block before it being in use, and tells the one after it. */
  void freeAndTellNext(int block, int sizeBytes) {
    int next = block + sizeBytes;
    heap.putInt(next, head(next) & ~PREVIOUS_IN_USE);
    free(block, sizeBytes);
  }

  /** Heads the top, which has no foot and is never in use. */
  void headTop(int block, int sizeBytes) {
    heap.putInt(block, sizeBytes | PREVIOUS_IN_USE);
  }

  /** Heads what follows the top, once; neither flag is ever looked at. */
  void headTopFoot(int block, int sizeBytes) {
    heap.putInt(block, sizeBytes);
  }

  private void tellNextUsed(int next) {
    heap.putInt(next, head(next) | PREVIOUS_IN_USE);
  }
}
