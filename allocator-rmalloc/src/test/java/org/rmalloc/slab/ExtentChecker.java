// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.heap.Heap;

/** Checks the invariants that {@link Extents} lists, each by its number. */
final class ExtentChecker {
  private final Rmalloc2 allocator;
  private final Extents extents;
  private final FreeSpace space;
  private final Heap heap;
  private final Map<Integer, Integer> free = new HashMap<>(); // sizes, by address
  private final Set<Integer> owners = new HashSet<>(); // extents that are used
  private final Set<Integer> withRoom = new HashSet<>(); // slabs
  private boolean isPinned; // a block is locked, or in an aligned slot
  private int lockedBlocks;

  private ExtentChecker(Rmalloc2 allocator) {
    this.allocator = allocator;
    this.extents = allocator.extents;
    this.space = extents.space;
    this.heap = extents.heap.uncounted();
  }

  /** Throws an {@link InvariantViolation} that names the first invariant found broken. */
  static void check(Rmalloc2 allocator) {
    ExtentChecker checker = new ExtentChecker(allocator);
    checker.checkKnown();
    checker.checkExtents();
    checker.checkLists();
    checker.checkTable();
    checker.checkClasses();
  }

  private void checkKnown() {
    SlabLists lists = allocator.lists;
    if (lists.knownIndex() != HandleTable.NO_INDEX) {
      int first = SlabLists.firstIndex(lists.word(lists.knownClass()));
      int slab = HandleTable.extentOf(extents.table.entry(heap, lists.knownIndex()));
      require(
          first == lists.knownIndex() && slab == lists.knownSlab(),
          "I12: slab %d at %d is known, %d at %d is the first",
          lists.knownIndex(),
          lists.knownSlab(),
          first,
          slab);
    }
  }

  private void checkExtents() {
    boolean previousUsed = true;
    int freeBytes = 0;
    int at = extents.geometry.firstExtent;
    while (at < space.end()) {
      int word = ExtentBoundaryTag.word(heap, at);
      int bytes = extents.bytes(word);
      require(
          bytes > 0 && bytes % extents.geometry.unitBytes == 0, "I1: %d of %d bytes", at, bytes);
      require(ExtentBoundaryTag.isPreviousUsed(word) == previousUsed, "I2: the extent at %d", at);
      previousUsed = !ExtentBoundaryTag.isFree(word);
      if (ExtentBoundaryTag.isFree(word)) {
        require(ExtentBoundaryTag.isPreviousUsed(word), "I3: two free extents meet at %d", at);
        require(at + bytes < space.end(), "I3: the free extent at %d ends at the break", at);
        int foot = FreeExtentLayout.bytesBefore(heap, at + bytes, extents.geometry.unitShift);
        require(foot == bytes, "I4: the foot of %d says %d", at, foot);
        free.put(at, bytes);
        freeBytes += bytes;
      } else {
        owners.add(at);
        checkUsed(at, word);
      }
      at += bytes;
    }
    require(at == space.end(), "I1: extents end at %d, the break is %d", at, space.end());
    require(
        freeBytes == space.freeBytes(),
        "I4: %d free bytes, said to be %d",
        freeBytes,
        space.freeBytes());
    require(!isPinned || extents.mayBeLocked(), "I10: a block is locked, and none said to be");
    require(
        lockedBlocks == extents.lockedBlocks(),
        "I10: %d locked blocks, said to be %d",
        lockedBlocks,
        extents.lockedBlocks());
  }

  private void checkUsed(int at, int word) {
    if (ExtentBoundaryTag.isSlab(word)) {
      checkSlab(at, word);
    } else if (ExtentBoundaryTag.isPinned(word)) {
      isPinned = true;
      lockedBlocks++;
    } else {
      boolean isLong = ExtentBoundaryTag.isLong(word);
      int identity = isLong ? LongBlockHeader.identity(heap, at) : 0;
      int index = isLong ? LongBlockHeader.index(identity) : ExtentBoundaryTag.detail(word);
      int entry = extents.table.entry(heap, index);
      int tag = isLong ? LargeBlocks.longTag(identity) : HandleTable.PLAIN;
      require(entry == (at | tag), "I6: entry %d says %d, not %d", index, entry, at);
    }
  }

  private void checkSlab(int at, int word) {
    int state = SlabHeader.state(heap, at);
    int entry = extents.table.entry(heap, SlabHeader.index(heap, at));
    require(HandleTable.extentOf(entry) == at, "I6: the slab at %d, entry %d", at, entry);
    int sizeClass = SlabHeader.sizeClass(heap, at);
    int slotBytes = allocator.classes.slotBytes(sizeClass);
    int[] slots = SlabSlotPlaceMap.slotsByPlace(heap, at, state, slotBytes);
    int used = 0;
    for (int place = 0; place < slots.length; place++) {
      int lock = allocator.slabs.access().lockByte(heap, at, state, place, sizeClass);
      used += slots[place] == SlabSlotPlaceMap.FREE ? 0 : 1;
      isPinned |= lock != 0 && lock != SlabHeader.FORWARD;
      boolean isLocked = lock != SlabHeader.FORWARD && (lock & ~SlabHeader.ALIGNED) != 0;
      lockedBlocks += isLocked ? 1 : 0;
      require(
          slots[place] != SlabSlotPlaceMap.FREE || lock == 0,
          "I10: free place %d of %d",
          place,
          at);
    }
    boolean isPacked = SlabHeader.isPacked(state);
    require(
        used == SlabHeader.used(state),
        "%s: slab at %d, %d used",
        isPacked ? "I9" : "I8",
        at,
        used);
    require(
        !ExtentBoundaryTag.isPinned(word) || extents.mayBeLocked(),
        "I10: the slab at %d is said to be locked",
        at);
    if (!isPacked && SlabHeader.hasRoom(state)) {
      withRoom.add(at);
    }
  }

  private void checkLists() {
    Map<Integer, Integer> listed = new HashMap<>();
    for (int bytes = FreeExtentLayout.MIN_LISTED_BYTES;
        bytes < FreeExtentLayout.MIN_TRIE_BYTES;
        bytes += extents.geometry.unitBytes) {
      if (space.bins.bestFitBytes(bytes) == bytes) {
        for (int at = space.bins.first(bytes); at != 0; at = FreeExtentLayout.next(heap, at)) {
          require(listed.put(at, bytes) == null, "I5: %d is listed twice", at);
        }
      }
    }
    for (int bin = 0; bin < Long.SIZE; bin++) {
      if (space.tries.isOccupied(bin)) {
        addTrie(space.tries.root(bin), bin, listed);
      }
    }
    free.forEach(
        (at, bytes) -> {
          boolean isListed = bytes >= FreeExtentLayout.MIN_LISTED_BYTES && at != space.victim();
          int listedBytes = listed.getOrDefault(at, 0);
          require(listedBytes == (isListed ? bytes : 0), "I5: %d is listed as %d", at, listedBytes);
        });
    for (int at : listed.keySet()) {
      require(free.containsKey(at) && at != space.victim(), "I5: %d is listed", at);
    }
  }

  private void addTrie(int root, int bin, Map<Integer, Integer> listed) {
    Deque<Integer> nodes = new ArrayDeque<>();
    nodes.add(root);
    while (!nodes.isEmpty()) {
      int node = nodes.remove();
      int bytes = FreeExtentLayout.bytes(heap, node, extents.geometry.unitShift);
      require(SizeTrie.binOf(bytes) == bin, "I5: %d bytes in trie %d", bytes, bin);
      int at = node;
      do {
        require(listed.put(at, bytes) == null, "I5: %d is listed twice", at);
        at = FreeExtentLayout.next(heap, at);
      } while (at != node);
      for (int side = 0; side < 2; side++) {
        int child = FreeExtentLayout.child(heap, node, side);
        if (child != 0) {
          require(FreeExtentLayout.parent(heap, child) == node, "I5: the parent of %d", child);
          nodes.add(child);
        }
      }
    }
  }

  private void checkTable() {
    int freeEntries = 0;
    Set<Integer> named = new HashSet<>();
    for (int index = 0; index < extents.table.count(); index++) {
      int entry = extents.table.entry(heap, index);
      if (HandleTable.tag(entry) == HandleTable.FREE || extents.table.isSpare(index)) {
        freeEntries++;
      } else {
        int extent = HandleTable.extentOf(entry);
        require(owners.contains(extent), "I6: entry %d names %d", index, extent);
        require(named.add(extent), "I6: two entries name %d", extent);
      }
    }
    require(
        named.size() == owners.size(), "I6: %d entries, %d extents", named.size(), owners.size());
    require(freeEntries == extents.table.freeCount(), "I7: %d free entries", freeEntries);
  }

  private void checkClasses() {
    for (int sizeClass = 0; sizeClass < allocator.classes.count; sizeClass++) {
      int index = SlabLists.firstIndex(allocator.lists.word(sizeClass));
      boolean bit = (allocator.lists.withRoom() >>> sizeClass & 1) != 0;
      require(bit == index >= 0, "I11: class %d has its bit %b", sizeClass, bit);
      while (index >= 0) {
        int slab = HandleTable.extentOf(extents.table.entry(heap, index));
        require(withRoom.remove(slab), "I11: the slab at %d is listed", slab);
        require(SlabHeader.sizeClass(heap, slab) == sizeClass, "I11: the class of %d", slab);
        index = SlabHeader.next(heap, slab) - 1;
      }
    }
    require(withRoom.isEmpty(), "I11: not listed: %s", withRoom);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  private static void require(boolean holds, String problem, Object... values) {
    if (!holds) {
      throw new InvariantViolation(problem.formatted(values));
    }
  }
}
