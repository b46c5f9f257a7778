package org.rmalloc.replay.space;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CheckedAllocator;
import org.rmalloc.allocator.Compaction;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.CountingHeap;
import org.rmalloc.replay.ledger.Ledger;

/**
 * Stands before a checked allocator and holds each call against what the allocator itself foretold,
 * the heap's bytes, and the ledger of what it told its listener.
 *
 * <p>By number: (W1) a malloc succeeds exactly up to the largest free request, a resize to no more
 * always; (W2) relief makes room for exactly maxmem; (W3) a request that fails changes no byte;
 * (W4) a locked block stays where it is; (W5) the walk tiles the heap, and shows the ledger's
 * tiles, what is unclaimed in one free tile; (W6) probes and walks count nothing and change
 * nothing; (W7) no call ends in an exception. O(heap) a call.
 */
final class ContractWatch implements Allocator {
  private final CheckedAllocator allocator;
  private final CountingHeap heap;
  private final Ledger ledger;
  private final boolean hasAddresses;
  private final Map<Long, Long> lockedAt = new HashMap<>(); // by handle: the address while locked
  private byte[] before = {};

  /**
   * A watch over an allocator.
   *
   * @param ledger hears what the allocator places
   */
  ContractWatch(
      CheckedAllocator allocator, CountingHeap heap, Ledger ledger, boolean hasAddresses) {
    this.allocator = allocator;
    this.heap = heap;
    this.ledger = ledger;
    this.hasAddresses = hasAddresses;
  }

  @Override
  public long malloc(long sizeBytes) {
    long largest = probed(allocator::largestFree);
    keepBytes();
    long handle = guarded(() -> allocator.malloc(sizeBytes));
    if ((handle != 0) != (sizeBytes <= largest)) {
      throw violation(
          "W1: malloc of %d %s, the largest request was said to be %d",
          sizeBytes, handle == 0 ? "failed" : "succeeded", largest);
    }
    if (handle == 0) {
      requireSameBytes("W3: a malloc of %d that failed".formatted(sizeBytes));
    }
    checkState();
    return handle;
  }

  @Override
  public ReallocOutcome realloc(long handle, long sizeBytes) {
    long addressBefore = ledger.addressOf(handle);
    keepBytes();
    ReallocOutcome outcome = guarded(() -> allocator.realloc(handle, sizeBytes));
    boolean stays = outcome == ReallocOutcome.IN_PLACE || outcome == ReallocOutcome.FAILED;
    if (hasAddresses && stays != (ledger.addressOf(handle) == addressBefore)) {
      throw violation(
          "W4: realloc was %s, from %d to %d", outcome, addressBefore, ledger.addressOf(handle));
    }
    if (outcome == ReallocOutcome.FAILED) {
      if (sizeBytes <= allocator.sizeBytes(handle)) {
        throw violation(
            "W1: realloc of handle %d from %d to %d failed",
            handle, allocator.sizeBytes(handle), sizeBytes);
      }
      requireSameBytes("W3: a realloc of handle %d that failed".formatted(handle));
    }
    checkState();
    return outcome;
  }

  @Override
  public void free(long handle) {
    guardedRun(() -> allocator.free(handle));
    lockedAt.remove(handle);
    checkState();
  }

  @Override
  public long lock(long handle) {
    long address = guarded(() -> allocator.lock(handle));
    if (hasAddresses) {
      checkAddress(handle, address);
      lockedAt.put(handle, address);
    }
    checkState();
    return address;
  }

  @Override
  public void unlock(long handle) {
    guardedRun(() -> allocator.unlock(handle));
    if (allocator.lockDepth(handle) == 0) {
      lockedAt.remove(handle);
    }
    checkState();
  }

  @Override
  public long weakLock(long handle) {
    return guarded(() -> allocator.weakLock(handle));
  }

  @Override
  public Compaction compact(CompactionBudget budget) {
    Compaction done = guarded(() -> allocator.compact(budget));
    checkState();
    return done;
  }

  @Override
  public Compaction relieve(long sizeBytes, CompactionBudget budget) {
    long largest = probed(allocator::largestFree);
    long most = probed(allocator::maxmem);
    Compaction done = guarded(() -> allocator.relieve(sizeBytes, budget));
    checkState();
    long after = Math.max(largest, probed(allocator::largestFree));
    if (done.finished() && (after > most || (sizeBytes <= after) != (sizeBytes <= most))) {
      throw violation(
          "W2: maxmem was said to be %d, the largest request was %d and is %d after relief for %d",
          most, largest, probed(allocator::largestFree), sizeBytes);
    }
    return done;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    allocator.walk(visitor);
  }

  @Override
  public long largestFree() {
    return allocator.largestFree();
  }

  @Override
  public long maxmem() {
    return allocator.maxmem();
  }

  @Override
  public long footprint() {
    return allocator.footprint();
  }

  @Override
  public long rootBytes() {
    return allocator.rootBytes();
  }

  private void checkState() {
    Tiles tiles = new Tiles();
    keepBytes();
    long cost = heap.cost();
    guardedRun(() -> allocator.walk(tiles));
    requireUncounted(cost, "W6: a walk");
    requireSameBytes("W6: a walk");
    tiles.finish();
    if (hasAddresses) {
      lockedAt.forEach(this::checkAddress);
    }
  }

  private void checkAddress(long handle, long address) {
    if (ledger.addressOf(handle) != address) {
      throw violation(
          "W4: handle %d: locked at %d, the ledger has it at %d",
          handle, address, ledger.addressOf(handle));
    }
  }

  private long probed(Supplier<Long> probe) {
    keepBytes();
    long cost = heap.cost();
    long answer = guarded(probe);
    requireUncounted(cost, "W6: a probe");
    requireSameBytes("W6: a probe");
    return answer;
  }

  private void keepBytes() {
    if (before.length == 0) {
      before = new byte[heap.capacity()];
    }
    heap.payload().read(0, before, 0, before.length);
  }

  private void requireSameBytes(String what) {
    int at = heap.payload().mismatch(0, before, 0, before.length);
    if (at >= 0) {
      throw violation("%s changed byte %d of the heap", what, at);
    }
  }

  private void requireUncounted(long cost, String what) {
    if (heap.cost() != cost) {
      throw violation("%s was counted", what);
    }
  }

  private static void guardedRun(Runnable call) {
    guarded(
        () -> {
          call.run();
          return true;
        });
  }

  private static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (InvariantViolation e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      InvariantViolation violation = violation("W7: %s", e);
      violation.initCause(e);
      throw violation;
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // that annotation is no dependency of ours
  private static InvariantViolation violation(String message, Object... values) {
    return new InvariantViolation(message.formatted(values));
  }

  /** The walk's tiles, held against the ledger's. */
  private final class Tiles implements HeapVisitor {
    private long[] free = new long[64]; // from and to in turn
    private int freeCount;
    private int compared;
    private long position;
    private long usedBytes;
    private long largestFree;

    @Override
    public void used(long from, long to, long handle, int lockDepth) {
      advance(from, to);
      usedBytes += to - from;
      if (hasAddresses && ledger.addressOf(handle) != from) {
        throw violation(
            "W5: handle %d: at %d in the walk, at %d in the ledger",
            handle, from, ledger.addressOf(handle));
      }
    }

    @Override
    public void free(long from, long to) {
      advance(from, to);
      if (2 * freeCount == free.length) {
        free = Arrays.copyOf(free, 2 * free.length);
      }
      largestFree = Math.max(largestFree, to - from);
      free[2 * freeCount] = from;
      free[2 * freeCount + 1] = to;
      freeCount++;
    }

    @Override
    public void overhead(long from, long to) {
      advance(from, to);
    }

    void finish() {
      if (position != heap.capacity()) {
        throw violation("W5: the walk ends at %d, the heap at %d", position, heap.capacity());
      }
      long footprint = allocator.footprint();
      if (footprint < 0 || heap.capacity() - footprint > largestFree) {
        throw violation(
            "W5: footprint %d of %d, the largest free tile is %d",
            footprint, heap.capacity(), largestFree);
      }
      if (hasAddresses) {
        compare();
      }
    }

    private void advance(long from, long to) {
      if (from != position || to <= from) {
        throw violation("W5: a tile [%d, %d) follows one up to %d", from, to, position);
      }
      position = to;
    }

    private void compare() {
      if (usedBytes != ledger.usedBytes()) {
        throw violation(
            "W5: %d bytes are used in the walk, %d in the ledger", usedBytes, ledger.usedBytes());
      }
      ledger.forEachFreeTile(this::compareFree);
      if (compared < freeCount) {
        throw violation(
            "W5: free in the walk, not in the ledger: [%d, %d)",
            free[2 * compared], free[2 * compared + 1]);
      }
    }

    private void compareFree(int from, int to) {
      if (compared == freeCount || free[2 * compared] != from || free[2 * compared + 1] != to) {
        throw violation("W5: free in the ledger, not so in the walk: [%d, %d)", from, to);
      }
      compared++;
    }
  }
}
