// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

/**
 * The exact sizes of slots: multiples of the alignment up to 128 bytes, in steps of at least 8 up
 * to 256 and of at least 16 up to {@link #MAX_BYTES}.
 */
final class SizeClasses {
  /** The largest size that any class has. */
  static final int MAX_BYTES = 512;

  private final byte[] classes; // by size, rounded up to 4, / 4
  private final short[] sizes;
  private final int maximumBytes; // the largest class's, −1 if there are none

  /**
   * The classes for an alignment.
   *
   * @param maximumBytes the largest request that gets a slot, to be rounded up to a class; 0: none
   *     does
   */
  SizeClasses(int alignment, int maximumBytes) {
    classes = new byte[MAX_BYTES / 4 + 1];
    sizes = new short[MAX_BYTES / 4];
    int next = 0;
    for (int size = alignment, from = 0; size <= MAX_BYTES; size = next(size, alignment)) {
      sizes[next] = (short) size;
      for (; from <= size / 4; from++) {
        classes[from] = (byte) next;
      }
      next++;
    }
    count = maximumBytes == 0 ? 0 : classOf(maximumBytes) + 1;
    this.maximumBytes = count == 0 ? -1 : slotBytes(count - 1);
  }

  /** How many classes there are. */
  final int count;

  /** Whether a request is one for a slot. */
  boolean isSmall(long sizeBytes) {
    return sizeBytes <= maximumBytes;
  }

  /** The class of a size, 0 to {@link #MAX_BYTES} bytes. */
  int classOf(int sizeBytes) {
    return classes[(sizeBytes + 3) >>> 2];
  }

  /** Bytes of a class's slots. */
  int slotBytes(int sizeClass) {
    return sizes[sizeClass];
  }

  private static int next(int size, int alignment) {
    int step = size < 128 ? 4 : size < 256 ? 8 : 16;
    return size + Math.max(step, alignment);
  }
}
