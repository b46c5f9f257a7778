// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

/**
 * The value that names a block: 1 more than
 *
 * <pre>
 *   bits  0-6   7 ............ 39   40    41-47
 *        +----+--------------------+------+-------+
 *        |slot|    table index     | slab | class |
 *        +----+--------------------+------+-------+
 *   slab   the block is a slot of a slab; otherwise slot and class are 0
 * </pre>
 *
 * <p>The entry is a slab's or a large block's own, and the handle says which, so the table needs no
 * tag for it.
 */
final class BlockHandle {
  static final int SLOT_BITS = 7;

  private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;
  private static final long SLAB = 1L << 40;
  private static final int CLASS_SHIFT = 41;

  private BlockHandle() {}

  static long large(int index) {
    return 1 + ((long) index << SLOT_BITS);
  }

  static long slot(int index, int slot, int sizeClass) {
    return 1 + (slot | (long) index << SLOT_BITS | SLAB | (long) sizeClass << CLASS_SHIFT);
  }

  static boolean isSlot(long handle) {
    return ((handle - 1) & SLAB) != 0;
  }

  static int index(long handle) {
    return (int) ((handle - 1) >>> SLOT_BITS);
  }

  static int slotOf(long handle) {
    return (int) (handle - 1) & SLOT_MASK;
  }

  static int sizeClass(long handle) {
    return (int) ((handle - 1) >>> CLASS_SHIFT);
  }
}
