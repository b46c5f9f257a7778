package org.rmalloc.allocator;

import java.util.Arrays;
import org.rmalloc.heap.Heap;

/**
 * The common part of allocators whose blocks stay where they were placed: a handle names one of the
 * client's pointers, and a lock is no more than a note of the client's.
 *
 * <p>In C such an allocator returns an address, and {@code realloc} returns another one that the
 * client stores in its own variable. Here a handle must outlive a resize, so this class keeps those
 * variables: a pointer for each live block and how often the client locked it, in memory that is
 * the client's and so neither in the heap nor counted. All that the allocator itself knows stays in
 * the heap.
 *
 * <p>A subclass deals in payload addresses alone.
 */
public abstract class PinnedAllocator implements Allocator {
  /** In place of an address: the request cannot be satisfied. */
  protected static final int NO_ADDRESS = -1;

  private static final int NO_SLOT = 0;

  private final long maximumBytes;
  private final PlacementListener listener; // NONE when timing
  private int[] pointers = new int[64]; // by handle: a payload address, or ~(next vacant slot)
  private byte[] locks = new byte[64]; // by handle: a live block's lock depth
  private int vacant = NO_SLOT;
  private int slots = 1; // slot 0 is no handle

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
   * Resizes the block at {@code address} and returns its payload's address, or {@link #NO_ADDRESS}
   * with nothing changed. Only {@code mayMove} allows another address; the contents are then copied
   * and the old block is freed.
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
   *
   * @param usableBytes of the block at {@code address}: fewer than {@code sizeBytes}
   * @return the new address, or {@link #NO_ADDRESS} with nothing changed
   */
  protected final int copy(Heap heap, int address, int usableBytes, int sizeBytes) {
    int target = allocate(sizeBytes);
    if (target != NO_ADDRESS) {
      heap.copy(address, target, usableBytes);
      release(address);
    }
    return target;
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

  @Override
  public final long malloc(long sizeBytes) {
    if (sizeBytes > maximumBytes) {
      return NO_HANDLE;
    }
    int address = allocate((int) sizeBytes);
    if (address == NO_ADDRESS) {
      return NO_HANDLE;
    }
    long handle = newHandle(address);
    if (listener != PlacementListener.NONE) {
      notifyPlaced(handle, address, sizeBytes);
    }
    return handle;
  }

  @Override
  public final ReallocOutcome realloc(long handle, long sizeBytes) {
    if (sizeBytes > maximumBytes) {
      return ReallocOutcome.FAILED;
    }
    int slot = (int) handle;
    int before = pointers[slot];
    int address = resize(before, (int) sizeBytes, locks[slot] == 0);
    if (address == NO_ADDRESS) {
      return ReallocOutcome.FAILED;
    }
    pointers[slot] = address;
    if (listener != PlacementListener.NONE) {
      listener.freed(handle);
      notifyPlaced(handle, address, sizeBytes);
    }
    return address == before ? ReallocOutcome.IN_PLACE : ReallocOutcome.COPIED;
  }

  @Override
  public final void free(long handle) {
    int slot = (int) handle;
    release(pointers[slot]);
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
    CoalescingVisitor coalescing = new CoalescingVisitor(new NamingVisitor(visitor));
    walkByAddress(coalescing);
    coalescing.finish();
  }

  /** Notifies the listener of bytes taken for the allocator itself. */
  protected final void notifyReserved(int from, int to) {
    listener.reserved(from, to);
  }

  private void notifyPlaced(long handle, int address, long sizeBytes) {
    listener.placed(handle, address, sizeBytes, extentFrom(address), extentTo(address));
  }

  private long newHandle(int address) {
    int slot = vacant;
    if (slot == NO_SLOT) {
      slot = nextSlot();
    } else {
      vacant = ~pointers[slot];
    }
    pointers[slot] = address;
    locks[slot] = 0;
    return slot;
  }

  private int nextSlot() {
    if (slots == pointers.length) {
      pointers = Arrays.copyOf(pointers, 2 * slots);
      locks = Arrays.copyOf(locks, 2 * slots);
    }
    return slots++;
  }

  /** Names each used tile by the handle whose pointer holds its address. */
  private final class NamingVisitor implements HeapVisitor {
    private final HeapVisitor target;
    private final AddressIndex handles = new AddressIndex(slots);

    NamingVisitor(HeapVisitor target) {
      this.target = target;
      for (int slot = 1; slot < slots; slot++) {
        if (pointers[slot] >= 0) {
          handles.put(pointers[slot], slot);
        }
      }
    }

    @Override
    public void used(long from, long to, long handle, int lockDepth) {
      int slot = handles.get((int) from);
      target.used(from, to, slot, locks[slot]);
    }

    @Override
    public void free(long from, long to) {
      target.free(from, to);
    }

    @Override
    public void overhead(long from, long to) {
      target.overhead(from, to);
    }
  }
}
