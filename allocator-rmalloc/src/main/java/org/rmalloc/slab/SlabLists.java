// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.heap.Heap;

/**
 * For each size class the list of its slabs that have room, and how many slabs it has, in one word
 * of the roots.
 *
 * <pre>
 *   bits   0-7     8-31
 *         +-------+-------------------------------------------------+
 *         | slabs | table index + 1 of the first slab with room     |
 *         +-------+-------------------------------------------------+
 *   slabs  up to 255, where it stays; while it is 0, bits 8-31 count the individuals so far
 * </pre>
 *
 * <p>An <b>individual</b> is a block that gets an extent of its own although it is small. The first
 * requests of a class are: a slab for a class that hardly occurs wastes more.
 */
final class SlabLists {
  private static final int NO_CLASS = -1;
  private static final int MIN_INDIVIDUALS = 4;
  private static final int BYTES_PER_INDIVIDUAL = 9;
  private static final int COUNT_MASK = 0xff;
  private static final int HEAD_SHIFT = 8;
  private static final int MIN_SLOTS = 4;
  private static final int SMALL_SLAB_SLOTS = 8;
  private static final int SMALL_SLAB_BYTES = 512;
  private static final int MAX_SLAB_BYTES = 32 << 10;

  private final Heap heap;
  private final Heap roots;
  private final HandleTable table;
  private final int rootsAt;
  private final byte[] growth; // slots of the slab made when there are so many
  private long withRoom; // bit c: class c has a slab with room

  // The class asked for last: its first slab with room, so that asking again loads nothing.
  private int knownClass = NO_CLASS;
  private int knownIndex = HandleTable.NO_INDEX;
  private int knownSlab;

  SlabLists(Heap heap, Heap roots, int rootsAt, HandleTable table, int maximumSlots) {
    this.heap = heap;
    this.roots = roots;
    this.rootsAt = rootsAt;
    this.table = table;
    this.growth = growth(maximumSlots);
  }

  static int rootBytes(int classes) {
    return 4 * classes;
  }

  /** Bit c: class c has a slab with room. */
  long withRoom() {
    return withRoom;
  }

  /** The class's word: see the class for what it says. */
  int word(int sizeClass) {
    return roots.getInt(rootsAt + 4 * sizeClass);
  }

  /** The class whose first slab with room is known: its index and address. */
  int knownClass() {
    return knownClass;
  }

  int knownIndex() {
    return knownIndex;
  }

  int knownSlab() {
    return knownSlab;
  }

  /** Keeps the address of a class's first slab with room. */
  void know(int sizeClass, int index, int slab) {
    knownClass = sizeClass;
    knownIndex = index;
    knownSlab = slab;
  }

  /** A slab moves. */
  void forgetKnown() {
    knownClass = NO_CLASS;
    knownIndex = HandleTable.NO_INDEX;
  }

  /** Index of the class's first slab with room, −1 if there is none. */
  static int firstIndex(int word) {
    return (word & COUNT_MASK) == 0 ? -1 : (word >>> HEAD_SHIFT) - 1;
  }

  /** Whether another block of the class is to be an individual. */
  static boolean prefersIndividual(int word, int slotBytes) {
    return (word & COUNT_MASK) == 0
        && word >>> HEAD_SHIFT < Math.max(MIN_INDIVIDUALS, slotBytes / BYTES_PER_INDIVIDUAL);
  }

  /**
   * Slots of the next slab of a class: a third of those that it has, from 4 to 8 on. Fewer leave
   * fewer slots unused, which locks may keep from being given back; more share a header.
   */
  int nextSlots(int word, int slotBytes) {
    int slots = growth[Math.min(word & COUNT_MASK, growth.length - 1)];
    int minimum = Math.max(MIN_SLOTS, Math.min(SMALL_SLAB_SLOTS, SMALL_SLAB_BYTES / slotBytes));
    return Math.min(Math.max(slots, minimum), MAX_SLAB_BYTES / (slotBytes + 1));
  }

  /** Counts a request that got an individual; {@code word} is the class's. */
  void noteIndividual(int sizeClass, int word) {
    setWord(sizeClass, word + (1 << HEAD_SHIFT));
  }

  /** A new slab, which has room, becomes the first of its class. */
  void addNew(int sizeClass, int slab, int index, int word) {
    int count = word & COUNT_MASK;
    int head = count == 0 ? 0 : word >>> HEAD_SHIFT;
    linkFirst(sizeClass, slab, index, head, Math.min(count + 1, COUNT_MASK));
    know(sizeClass, index, slab);
  }

  /** A slab has room again. */
  void add(int sizeClass, int slab, int index) {
    int word = word(sizeClass);
    linkFirst(sizeClass, slab, index, word >>> HEAD_SHIFT, word & COUNT_MASK);
    if (sizeClass == knownClass) {
      know(sizeClass, index, slab);
    }
  }

  /** A slab has no room any more, or must not be used. */
  void remove(int sizeClass, int slab) {
    if (slab == knownSlab) {
      forgetKnown();
    }
    int next = SlabHeader.next(heap, slab);
    int previous = SlabHeader.previous(heap, slab);
    if (next != 0) {
      SlabHeader.setPrevious(heap, table.extent(next - 1), previous);
    }
    if (previous != 0) {
      SlabHeader.setNext(heap, table.extent(previous - 1), next);
    } else {
      setWord(sizeClass, (next << HEAD_SHIFT) | (word(sizeClass) & COUNT_MASK));
      if (next == 0) {
        withRoom &= ~(1L << sizeClass);
      }
    }
  }

  /** The class's first slab, the known one, has no room any more. */
  void removeFirst(int sizeClass) {
    int next = SlabHeader.next(heap, knownSlab);
    setWord(sizeClass, (next << HEAD_SHIFT) | (word(sizeClass) & COUNT_MASK));
    if (next != 0) {
      know(sizeClass, next - 1, table.extent(next - 1));
      SlabHeader.setPrevious(heap, knownSlab, 0);
    } else {
      forgetKnown();
      withRoom &= ~(1L << sizeClass);
    }
  }

  /** Whether a slab with room is the only one of its class that has any. */
  boolean isOnlyWithRoom(int slab) {
    return SlabHeader.next(heap, slab) == 0 && SlabHeader.previous(heap, slab) == 0;
  }

  /** A slab, in no list any more, is given back. */
  void noteReleased(int sizeClass) {
    int word = word(sizeClass);
    if ((word & COUNT_MASK) < COUNT_MASK) {
      setWord(sizeClass, word - 1);
    }
  }

  private void linkFirst(int sizeClass, int slab, int index, int head, int count) {
    SlabHeader.setNext(heap, slab, head);
    SlabHeader.setPrevious(heap, slab, 0);
    if (head != 0) {
      SlabHeader.setPrevious(heap, table.extent(head - 1), index + 1);
    }
    setWord(sizeClass, ((index + 1) << HEAD_SHIFT) | count);
    withRoom |= 1L << sizeClass;
  }

  private void setWord(int sizeClass, int word) {
    roots.putInt(rootsAt + 4 * sizeClass, word);
  }

  private static byte[] growth(int maximumSlots) {
    byte[] growth = new byte[COUNT_MASK + 1];
    int total = 0;
    for (int count = 0; count < growth.length; count++) {
      int slots = Math.min(maximumSlots, Math.max(MIN_SLOTS, total / 3));
      growth[count] = (byte) slots;
      total += slots;
    }
    return growth;
  }
}
