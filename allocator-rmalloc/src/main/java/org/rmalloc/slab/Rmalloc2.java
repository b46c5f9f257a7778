// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;

/**
 * A relocating allocator of headerless slabs and best-fit extents, which moves as little as lets a
 * request succeed.
 *
 * <p>The idea. (1) Small blocks are slots of slabs, without a header or a table entry of their own:
 * a handle names the slab's entry and the slot, so one store moves a whole slab. (2) All else is an
 * extent with a boundary tag, placed by best fit with immediate coalescing, a designated victim and
 * a top: little is wasted before anything moves. (3) Nothing moves until a request does not fit;
 * then the cheapest window is emptied. (4) Slabs give back what they do not use, and their handles
 * stay.
 *
 * <p>Layout and invariants: {@link Extents}, {@link ExtentBoundaryTag}, {@link LongBlockHeader},
 * {@link FreeExtentLayout}, {@link HandleTable}, {@link SlabHeader}, {@link SlabLists}, {@link
 * BlockHandle}. A region beside the heap holds the heads of bins, tries and classes.
 *
 * <p>Costs in accesses. A small block: 4 to 5 for {@code malloc}, 4 for {@code free}, more when a
 * slab is made, fills or empties. A large one: O(1) from a bin or the wilderness, O(bits of the
 * size) from a trie. {@code lock} and {@code unlock}: 3 to 6. {@code relieve}: O(extents) loads and
 * what it moves. {@code largestFree}: O(bits). {@code maxmem}: O(extents), with locks O(extents ·
 * log(pinned)).
 *
 * <p>A small request that finds no room of its own kind takes a slot of a larger class, so {@code
 * largestFree} holds for all smaller requests, too.
 *
 * <p>Sources: boundary tags, Knuth, TAOCP 1, §2.5; best fit and immediate coalescing, Wilson,
 * Johnstone, Neely and Boles, "Dynamic Storage Allocation: A Survey and Critical Review", IWMM
 * 1995; the victim, exact bins, bitwise tries and the bit for the block before, Lea, "A Memory
 * Allocator", 2000; slabs, Bonwick, "The Slab Allocator", USENIX Summer 1994. Ours: slabs that
 * move, packing behind a map, lock depths in place of indices, and the search for the cheapest
 * window.
 */
final class Rmalloc2 implements Allocator {
  final Extents extents;
  final SizeClasses classes;
  final SlabLists lists;
  final LargeBlocks large;
  final Slabs slabs;

  private final SlabSlotLocksAndAddresses access;
  private final PlacementNotifier placements;
  private final Resizer resizer;
  private final SlabShrinker packer;
  private final LockedSlabTailTrimmer trimmer;
  private final OutOfMemoryCompactor outOfMemory;
  private final PlacementListener listener; // NONE when timing
  private final int rootBytes;
  private final long maximumBytes;

  Rmalloc2(Heap heap, Rmalloc2Options options, PlacementListener listener) {
    this.listener = listener;
    ExtentSizeCalculator geometry = new ExtentSizeCalculator(options.alignment());
    classes = new SizeClasses(options.alignment(), options.maximumSlabBytes());
    int listsAt = FreeSpace.rootBytes(heap.capacity(), geometry.unitShift);
    rootBytes = listsAt + SlabLists.rootBytes(classes.count);
    Heap roots = heap.newRegion(rootBytes);
    extents = new Extents(heap, roots, geometry, listener);
    lists = new SlabLists(heap, roots, listsAt, extents.table, options.maximumSlots());
    large = new LargeBlocks(extents);
    slabs = new Slabs(extents, classes, lists, large, options.maximumLockedSlabBytes());
    access = slabs.access();
    placements = new PlacementNotifier(extents, classes, large, access);
    ExtentMover mover = new ExtentMover(extents, classes, slabs);
    resizer = new Resizer(extents, classes, large, access, mover);
    packer = new SlabShrinker(extents, classes, lists, slabs);
    trimmer = new LockedSlabTailTrimmer(extents, classes, lists, slabs);
    ActualExtentView view = new ActualExtentView(extents);
    HoleGrower grower = new HoleGrower(extents, view, mover);
    HeapCompactionExecutor compactor =
        new HeapCompactionExecutor(extents, view, packer, trimmer, grower);
    outOfMemory = new OutOfMemoryCompactor(extents, slabs, compactor, options.policy());
    maximumBytes = heap.capacity();
    listener.reserved(0, geometry.firstExtent);
    if (extents.table.end() < heap.capacity()) {
      listener.reserved(extents.table.end(), heap.capacity());
    }
  }

  @Override
  public long malloc(long sizeBytes) {
    if (sizeBytes > maximumBytes) {
      return NO_HANDLE;
    }
    long handle =
        classes.isSmall(sizeBytes) ? mallocSmall((int) sizeBytes) : mallocLarge((int) sizeBytes);
    if (listener != PlacementListener.NONE && handle != NO_HANDLE) {
      placements.notifyPlaced(handle, sizeBytes);
    }
    return handle;
  }

  @Override
  public long malloc(long sizeBytes, int alignment) {
    if (alignment <= extents.geometry.unitBytes) {
      return malloc(sizeBytes);
    }
    if (sizeBytes > maximumBytes) {
      return NO_HANDLE;
    }
    int log2Alignment = Integer.numberOfTrailingZeros(alignment);
    long handle = mallocAligned((int) sizeBytes, log2Alignment);
    if (listener != PlacementListener.NONE && handle != NO_HANDLE) {
      placements.notifyPlaced(handle, sizeBytes);
    }
    return handle;
  }

  @Override
  public ReallocOutcome realloc(long handle, long sizeBytes) {
    if (sizeBytes > maximumBytes) {
      return ReallocOutcome.FAILED;
    }
    if (listener == PlacementListener.NONE) {
      return resizer.resize(handle, (int) sizeBytes);
    }
    int slotBefore = placements.outgrownSlot(handle);
    ReallocOutcome outcome = resizer.resize(handle, (int) sizeBytes);
    if (outcome != ReallocOutcome.FAILED) {
      placements.notifyResized(handle, sizeBytes, slotBefore);
    }
    return outcome;
  }

  @Override
  public void free(long handle) {
    int index = BlockHandle.index(handle);
    if (BlockHandle.isSlot(handle)) {
      slabs.free(index, BlockHandle.slotOf(handle), BlockHandle.sizeClass(handle));
    } else {
      large.free(index);
    }
    if (listener != PlacementListener.NONE) {
      listener.freed(handle);
    }
  }

  @Override
  public long lock(long handle) {
    int index = BlockHandle.index(handle);
    return BlockHandle.isSlot(handle)
        ? slabs.lock(index, BlockHandle.slotOf(handle), BlockHandle.sizeClass(handle))
        : large.lock(index);
  }

  @Override
  public void unlock(long handle) {
    int index = BlockHandle.index(handle);
    if (BlockHandle.isSlot(handle)) {
      slabs.unlock(index, BlockHandle.slotOf(handle), BlockHandle.sizeClass(handle));
    } else {
      large.unlock(index);
    }
  }

  @Override
  public long weakLock(long handle) {
    int index = BlockHandle.index(handle);
    return BlockHandle.isSlot(handle)
        ? slabs.address(index, BlockHandle.slotOf(handle), BlockHandle.sizeClass(handle))
        : large.address(index);
  }

  @Override
  public void walk(HeapVisitor visitor) {
    new HeapWalk(this).run(visitor);
  }

  @Override
  public long largestFree() {
    long inSlots = -1;
    if (lists.withRoom() != 0) {
      int sizeClass = Long.SIZE - 1 - Long.numberOfLeadingZeros(lists.withRoom());
      inSlots = classes.slotBytes(sizeClass);
    }
    return Math.max(inSlots, extents.largestRequest());
  }

  @Override
  public long footprint() {
    return (long) extents.space.end() + extents.heap.capacity() - extents.space.limit();
  }

  @Override
  public long rootBytes() {
    return rootBytes;
  }

  @Override
  public CompactionResult compact(CompactionBudget budget) {
    return outOfMemory.compact(budget);
  }

  @Override
  public CompactionResult relieve(long sizeBytes, CompactionBudget budget) {
    return sizeBytes > maximumBytes
        ? CompactionResult.NOTHING
        : outOfMemory.relieve((int) sizeBytes, budget);
  }

  @Override
  public long maxmem() {
    return Math.max(
        largestFree(),
        LastResortCompactionDryRun.largestRequest(extents, classes, packer, trimmer, access));
  }

  private long mallocSmall(int sizeBytes) {
    int sizeClass = classes.classOf(sizeBytes);
    if (sizeClass == lists.knownClass()) {
      return slabs.takeKnownSlot();
    }
    int word = lists.word(sizeClass);
    int index = SlabLists.firstIndex(word);
    return index >= 0
        ? slabs.takeSlot(sizeClass, index)
        : mallocWithoutSlot(sizeBytes, sizeClass, word);
  }

  /** A small request whose class has no slab with room. */
  private long mallocWithoutSlot(int sizeBytes, int sizeClass, int word) {
    if (slabs.wantsSlab(sizeClass, word)) {
      long handle = slabs.takeFromNewSlab(sizeClass, word);
      if (handle != NO_HANDLE) {
        return handle;
      }
    }
    long handle = mallocLarge(sizeBytes);
    if (handle != NO_HANDLE && SlabLists.prefersIndividual(word, classes.slotBytes(sizeClass))) {
      lists.noteIndividual(sizeClass, word);
    }
    return handle != NO_HANDLE ? handle : mallocInLargerClass(sizeClass);
  }

  /** The last resort of a small request: a slot of a larger class. */
  private long mallocInLargerClass(int sizeClass) {
    long larger = lists.withRoom() & -2L << sizeClass;
    if (larger == 0) {
      return NO_HANDLE;
    }
    int other = Long.numberOfTrailingZeros(larger);
    return slabs.takeSlot(other, SlabLists.firstIndex(lists.word(other)));
  }

  private long mallocLarge(int sizeBytes) {
    int index = large.allocate(sizeBytes);
    return index == HandleTable.NO_INDEX ? NO_HANDLE : BlockHandle.large(index);
  }

  private long mallocAligned(int sizeBytes, int log2Alignment) {
    int index = large.allocateAligned(sizeBytes, log2Alignment);
    return index == HandleTable.NO_INDEX
        ? mallocAlignedInSlot(sizeBytes, log2Alignment)
        : BlockHandle.large(index);
  }

  /** The last resort of an aligned request: a slot, whose slab must then stay where it is. */
  private long mallocAlignedInSlot(int sizeBytes, int log2Alignment) {
    int padding = extents.geometry.paddingBytes(log2Alignment);
    long bytes = (long) sizeBytes + padding + SlabHeader.ALIGNMENT_BYTES;
    long withRoom =
        classes.isSmall(bytes) ? lists.withRoom() & -1L << classes.classOf((int) bytes) : 0;
    return withRoom == 0
        ? NO_HANDLE
        : slabs.takeAlignedSlot(Long.numberOfTrailingZeros(withRoom), log2Alignment);
  }
}
