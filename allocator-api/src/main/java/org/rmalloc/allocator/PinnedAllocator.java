// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

import java.util.Arrays;
import org.rmalloc.heap.Heap;

/**
 * The common part of allocators whose blocks stay where they were placed: a handle names one of the
 * client's pointers, and a lock is no more than a note of the client's.
 *
 * <p>In C such an allocator returns an address, and {@code realloc} returns another one that the
 * client stores in its own variable. Here a handle must outlive a resize, so this class keeps those
 * variables: a pointer for each live block, how often the client locked it and how it is aligned,
 * in memory that is the client's and so neither in the heap nor counted. All that the allocator
 * itself knows stays in the heap.
 *
 * <p>C's {@code realloc} keeps no alignment, so a client that needs it allocates an aligned block,
 * copies and frees: {@link #copy} does.
 *
 * <p>A client that keeps its pointers itself, as a C program does, may call {@link #mallocAddress},
 * {@link #reallocAddress} and {@link #freeAddress} instead: the same placements, with one table
 * less. Such a block has no handle: no listener is notified of it, and no walk may follow.
 *
 * <p>A subclass deals in payload addresses alone. One that cannot {@linkplain #allocate(int, int)
 * align} is asked for more than is needed, and the client's block starts inside of that, as in a C
 * program that has nothing but {@code malloc}: all of it is in the heap, and counted.
 */
public abstract class PinnedAllocator implements Allocator {
  /** In place of an address: the request cannot be satisfied. */
  public static final int NO_ADDRESS = -1;

  private static final int NO_SLOT = 0;

  /** A layout: the padding in front of the pointer, above log2 of the alignment. */
  private static final int PADDING_SHIFT = 5;

  private static final int ALIGNMENT_MASK = (1 << PADDING_SHIFT) - 1;

  private final long maximumBytes;
  private final PlacementListener listener; // NONE when timing
  private int[] pointers = new int[64]; // by handle: a payload address, or ~(next vacant slot)
  private byte[] locks = new byte[64]; // by handle: a live block's lock depth
  private int[] layouts = new int[64]; // by handle: 0, or of an aligned block padding and alignment
  private int vacant = NO_SLOT;
  private int slots = 1; // slot 0 is no handle
  private int alignment = 1; // of the request under way
  private int padding; // in front of the block that the request under way allocated

  /**
   * An allocator of blocks of up to {@code maximumBytes} bytes: larger requests fail without being
   * asked for.
   */
  protected PinnedAllocator(int maximumBytes, PlacementListener listener) {
    this.maximumBytes = maximumBytes;
    this.listener = listener;
  }

  /**
   * Places a block and returns its payload's address, or {@link #NO_ADDRESS} with nothing changed.
   */
  protected abstract int allocate(int sizeBytes);

  /**
   * Places a block whose payload's address is a multiple of {@code alignment}, a power of two above
   * 1; returns the address, or {@link #NO_ADDRESS} with nothing changed. As it is here, {@link
   * #allocate(int)} is asked for so much that such an address is in it.
   */
  protected int allocate(int sizeBytes, int alignment) {
    long bytes = (long) sizeBytes + alignment - payloadAlignment();
    int address = bytes > maximumBytes ? NO_ADDRESS : allocate((int) Math.max(bytes, sizeBytes));
    padding = address == NO_ADDRESS ? 0 : -address & (alignment - 1);
    return address == NO_ADDRESS ? NO_ADDRESS : address + padding;
  }

  /** What every payload address is a multiple of: a power of two. */
  protected int payloadAlignment() {
    return 1;
  }

  /**
   * Resizes the block at {@code address} and returns its payload's address, or {@link #NO_ADDRESS}
   * with nothing changed. Only {@code mayMove} allows another address; the contents are then {@link
   * #copy copied} and the old block is freed.
   */
  protected abstract int resize(int address, int sizeBytes, boolean mayMove);

  /** Frees the block at {@code address}. */
  protected abstract void release(int address);

  /** The first byte of the heap that the live block at {@code address} takes. Not counted. */
  protected abstract int extentFrom(int address);

  /** The end of what the live block at {@code address} takes. Not counted. */
  protected abstract int extentTo(int address);

  /**
   * Visits the heap's tiles, empty and neighbouring ones too; a used tile starts at its block's
   * payload address, and its handle and lock depth are left 0. Not counted.
   */
  protected abstract void walkByAddress(HeapVisitor visitor);

  /**
   * Resizes by allocating, copying and freeing, where a subclass cannot {@link #resize} in place.
   * The new block is aligned as the old one.
   *
   * @param usableBytes of the block at {@code address}: fewer than {@code sizeBytes}
   * @return the new address, or {@link #NO_ADDRESS} with nothing changed
   */
  protected final int copy(Heap heap, int address, int usableBytes, int sizeBytes) {
    int skipped = padding;
    int target = allocateAligned(sizeBytes - skipped);
    if (target == NO_ADDRESS) {
      return NO_ADDRESS;
    }
    heap.copy(address + skipped, target, usableBytes - skipped);
    release(address);
    return target - padding;
  }

  /** Visits a block from its header to its end: as overhead and a used tile, or as a free one. */
  protected static void visitBlock(
      HeapVisitor visitor, int block, int payload, int end, boolean used) {
    if (used) {
      visitor.overhead(block, payload);
      visitor.used(payload, end, 0, 0);
    } else {
      visitor.free(block, end);
    }
  }

  /**
   * Allocates a block for a client that keeps its address.
   *
   * @param sizeBytes 0 or more
   * @return the address of its first byte, or {@link #NO_ADDRESS} with nothing changed
   */
  public final int mallocAddress(long sizeBytes) {
    return sizeBytes > maximumBytes ? NO_ADDRESS : allocate((int) sizeBytes);
  }

  /**
   * Resizes a block of {@link #mallocAddress}.
   *
   * @param sizeBytes 0 or more
   * @param mayMove whether the client holds no lock on it
   * @return its address from now on, or {@link #NO_ADDRESS} with nothing changed
   */
  public final int reallocAddress(int address, long sizeBytes, boolean mayMove) {
    alignment = 1; // for a resize that copies
    padding = 0;
    return sizeBytes > maximumBytes ? NO_ADDRESS : resize(address, (int) sizeBytes, mayMove);
  }

  /** Frees a block of {@link #mallocAddress}. */
  public final void freeAddress(int address) {
    release(address);
  }

  @Override
  public final long malloc(long sizeBytes) {
    return malloc(sizeBytes, 1);
  }

  @Override
  public final long malloc(long sizeBytes, int alignment) {
    if (sizeBytes > maximumBytes) {
      return NO_HANDLE;
    }
    this.alignment = alignment;
    int address = allocateAligned((int) sizeBytes);
    if (address == NO_ADDRESS) {
      return NO_HANDLE;
    }
    int slot = newSlot();
    place(slot, address);
    if (listener != PlacementListener.NONE) {
      notifyPlaced(slot, sizeBytes);
    }
    return slot;
  }

  @Override
  public final ReallocOutcome realloc(long handle, long sizeBytes) {
    int slot = (int) handle;
    padding = paddingOf(slot);
    if (sizeBytes > maximumBytes - padding) {
      return ReallocOutcome.FAILED;
    }
    alignment = 1 << (layouts[slot] & ALIGNMENT_MASK);
    int before = pointers[slot];
    int start = resize(before - padding, (int) sizeBytes + padding, locks[slot] == 0);
    if (start == NO_ADDRESS) {
      return ReallocOutcome.FAILED;
    }
    place(slot, start + padding);
    if (listener != PlacementListener.NONE) {
      listener.freed(handle);
      notifyPlaced(slot, sizeBytes);
    }
    return pointers[slot] == before ? ReallocOutcome.IN_PLACE : ReallocOutcome.COPIED;
  }

  @Override
  public final void free(long handle) {
    int slot = (int) handle;
    release(pointers[slot] - paddingOf(slot));
    pointers[slot] = ~vacant;
    vacant = slot;
    if (listener != PlacementListener.NONE) {
      listener.freed(handle);
    }
  }

  @Override
  public final long lock(long handle) {
    int slot = (int) handle;
    locks[slot]++;
    return pointers[slot];
  }

  @Override
  public final void unlock(long handle) {
    locks[(int) handle]--;
  }

  @Override
  public final long weakLock(long handle) {
    return pointers[(int) handle];
  }

  @Override
  public final void walk(HeapVisitor visitor) {
    TileMergingVisitor coalescing = new TileMergingVisitor(visitor);
    walkByAddress(new HandleAddingVisitor(coalescing, handlesByStart(), pointers, locks));
    coalescing.finish();
  }

  private HandlesByAddress handlesByStart() {
    HandlesByAddress handles = new HandlesByAddress(slots);
    for (int slot = 1; slot < slots; slot++) {
      if (pointers[slot] >= 0) {
        handles.put(pointers[slot] - paddingOf(slot), slot);
      }
    }
    return handles;
  }

  /** Notifies the listener of bytes taken for the allocator itself. */
  protected final void notifyReserved(int from, int to) {
    listener.reserved(from, to);
  }

  private void notifyPlaced(int slot, long sizeBytes) {
    int start = pointers[slot] - paddingOf(slot);
    listener.placed(slot, pointers[slot], sizeBytes, extentFrom(start), extentTo(start));
  }

  /** Allocates as the request under way wants it aligned. */
  private int allocateAligned(int sizeBytes) {
    padding = 0;
    return alignment == 1 ? allocate(sizeBytes) : allocate(sizeBytes, alignment);
  }

  private void place(int slot, int address) {
    pointers[slot] = address;
    layouts[slot] = padding << PADDING_SHIFT | Integer.numberOfTrailingZeros(alignment);
  }

  /** Bytes from the address that was allocated to the client's pointer. */
  private int paddingOf(int slot) {
    return layouts[slot] >>> PADDING_SHIFT;
  }

  private int newSlot() {
    int slot = vacant;
    if (slot == NO_SLOT) {
      slot = nextSlot();
    } else {
      vacant = ~pointers[slot];
    }
    locks[slot] = 0;
    return slot;
  }

  private int nextSlot() {
    if (slots == pointers.length) {
      pointers = Arrays.copyOf(pointers, 2 * slots);
      locks = Arrays.copyOf(locks, 2 * slots);
      layouts = Arrays.copyOf(layouts, 2 * slots);
    }
    return slots++;
  }
}
