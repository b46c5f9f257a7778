package org.rmalloc.contract;

import static org.rmalloc.contract.TilingCheck.violation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.CheckedAllocator;
import org.rmalloc.allocator.Compaction;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.contract.ledger.Ledger;

/**
 * Stands before an allocator and holds each call, and the heap after it, against the contract (C1
 * to C8 of this package).
 *
 * <p>What costs O(1) a call is always checked; what costs O(heap), only {@linkplain
 * #setThorough(boolean) while asked for}.
 */
final class ContractChecker implements Allocator {
  private final Allocator raw;
  private final CheckedAllocator checked;
  private final GuardedHeap heap;
  private final Ledger ledger;
  private final boolean hasAddresses;
  private final boolean relocates;
  private final StateCheck state;
  private final LiveTotals live = new LiveTotals();
  private final Map<Long, Long> lockedAt = new HashMap<>(); // by handle: the address while locked
  private boolean thorough = true;

  /** A checker of an allocator that {@code provider} makes on {@code heap}. */
  ContractChecker(AllocatorProvider provider, OptionValues options, GuardedHeap heap) {
    this.heap = heap;
    ledger = new Ledger(heap.capacity());
    raw = provider.create(heap, options, ledger);
    checked = new CheckedAllocator(raw);
    hasAddresses = provider.capabilities().contains(Capability.ADDRESSES);
    relocates = provider.capabilities().contains(Capability.RELOCATES);
    state = new StateCheck(checked, heap.capacity(), ledger, hasAddresses);
  }

  /** From now on, whether to predict outcomes, compare bytes and walk: O(heap) a call. */
  void setThorough(boolean thorough) {
    this.thorough = thorough;
  }

  /** The checked face of the allocator, for calls that nobody is to check. */
  CheckedAllocator checked() {
    return checked;
  }

  Ledger ledger() {
    return ledger;
  }

  LiveTotals live() {
    return live;
  }

  @Override
  public long malloc(long sizeBytes) {
    long largest = thorough ? probed(checked::largestFree) : 0;
    long relocations = ledger.relocationCount();
    long handle = guarded(() -> checked.malloc(sizeBytes));
    requireNoRelocation("malloc", relocations);
    if (thorough) {
      checkMalloc(sizeBytes, handle, largest);
    }
    if (handle != NO_HANDLE) {
      live.add(sizeBytes);
    }
    checkState();
    return handle;
  }

  private void checkMalloc(long sizeBytes, long handle, long largest) {
    if ((handle != NO_HANDLE) != (sizeBytes <= largest)) {
      throw violation(
          "C1: malloc of %d %s, the largest request was said to be %d",
          sizeBytes, handle == NO_HANDLE ? "failed" : "succeeded", largest);
    }
    if (handle == NO_HANDLE) {
      requireUnchanged("C3: a malloc of %d that failed".formatted(sizeBytes));
    }
  }

  @Override
  public ReallocOutcome realloc(long handle, long sizeBytes) {
    long addressBefore = ledger.addressOf(handle);
    long sizeBefore = checked.sizeBytes(handle);
    long eventsBefore = ledger.eventCount();
    markIfThorough();
    ReallocOutcome outcome = guarded(() -> checked.realloc(handle, sizeBytes));
    if (outcome == ReallocOutcome.FAILED) {
      checkFailedRealloc(handle, sizeBefore, sizeBytes, eventsBefore);
    } else {
      live.remove(sizeBefore);
      live.add(sizeBytes);
    }
    checkOutcome(handle, outcome, addressBefore);
    checkState();
    return outcome;
  }

  private void checkFailedRealloc(long handle, long before, long sizeBytes, long eventsBefore) {
    if (sizeBytes <= before) {
      throw violation("C1: realloc of handle %d from %d to %d failed", handle, before, sizeBytes);
    }
    String what = "C3: a realloc of handle %d that failed".formatted(handle);
    if (ledger.eventCount() != eventsBefore) {
      throw violation("%s notified the listener", what);
    }
    if (thorough) {
      requireUnchanged(what);
    }
  }

  private void checkOutcome(long handle, ReallocOutcome outcome, long before) {
    boolean stays = outcome == ReallocOutcome.IN_PLACE || outcome == ReallocOutcome.FAILED;
    if (!stays && checked.lockDepth(handle) > 0) {
      throw violation("C4: handle %d is locked, its realloc was %s", handle, outcome);
    }
    long address = ledger.addressOf(handle);
    if (hasAddresses && stays != (address == before)) {
      throw violation("C4: realloc was %s, from %d to %d", outcome, before, address);
    }
  }

  @Override
  public void free(long handle) {
    long relocations = ledger.relocationCount();
    long sizeBytes = checked.sizeBytes(handle);
    guardedRun(() -> checked.free(handle));
    live.remove(sizeBytes);
    lockedAt.remove(handle);
    requireNoRelocation("free", relocations);
    checkState();
  }

  @Override
  public long lock(long handle) {
    long relocations = ledger.relocationCount();
    long address = guarded(() -> checked.lock(handle));
    requireNoRelocation("lock", relocations);
    if (hasAddresses) {
      checkAddress(handle, address);
      lockedAt.putIfAbsent(handle, address);
    }
    checkState();
    return address;
  }

  @Override
  public void unlock(long handle) {
    long relocations = ledger.relocationCount();
    guardedRun(() -> checked.unlock(handle));
    requireNoRelocation("unlock", relocations);
    if (checked.lockDepth(handle) == 0) {
      lockedAt.remove(handle);
    }
    checkState();
  }

  @Override
  public long weakLock(long handle) {
    long address = guarded(() -> checked.weakLock(handle));
    if (hasAddresses) {
      checkAddress(handle, address);
    }
    return address;
  }

  @Override
  public Compaction compact(CompactionBudget budget) {
    long relocations = ledger.relocationCount();
    MeteredBudget metered = new MeteredBudget(budget);
    Compaction done = guarded(() -> checked.compact(metered));
    checkCompaction(metered, done, relocations);
    checkState();
    return done;
  }

  @Override
  public Compaction relieve(long sizeBytes, CompactionBudget budget) {
    long largest = thorough ? probed(checked::largestFree) : 0;
    long maximum = thorough ? maxmem(largest) : 0;
    long relocations = ledger.relocationCount();
    MeteredBudget metered = new MeteredBudget(budget);
    Compaction done = guarded(() -> checked.relieve(sizeBytes, metered));
    checkCompaction(metered, done, relocations);
    checkState();
    if (thorough && done.finished()) {
      checkRelieved(sizeBytes, largest, maximum);
    }
    return done;
  }

  private void checkRelieved(long sizeBytes, long before, long maximum) {
    long after = probed(checked::largestFree);
    long relieved = Math.max(before, after);
    if (relieved > maximum || (sizeBytes <= relieved) != (sizeBytes <= maximum)) {
      throw violation(
          "C2: maxmem was said to be %d, the largest request was %d and is %d after relief for %d",
          maximum, before, after, sizeBytes);
    }
  }

  private void checkCompaction(MeteredBudget budget, Compaction done, long relocationsBefore) {
    if (!relocates && !done.equals(Compaction.NOTHING)) {
      throw violation("C8: it does not relocate, yet did %s", done);
    }
    if (budget.wasOverrun(done)) {
      throw violation(
          "C8: overran its budget, which allowed %d steps of %d bytes in all and was asked no"
              + " more: did %s",
          budget.steps(), budget.bytesMoved(), done);
    }
    if (!done.finished() && !budget.hasEnded()) {
      throw violation("C8: stopped before the budget ended: %s", done);
    }
    if (done.finished() && budget.hasRefusedStep()) {
      throw violation("C8: its last step was refused, yet it finished: %s", done);
    }
    long moves = ledger.relocationCount() - relocationsBefore;
    if (hasAddresses && done.blocksMoved() < moves) {
      throw violation("C8: notified the listener of %d moves, but did %s", moves, done);
    }
  }

  @Override
  public void walk(HeapVisitor visitor) {
    checked.walk(visitor);
  }

  @Override
  public long largestFree() {
    return probed(checked::largestFree);
  }

  @Override
  public long maxmem() {
    return maxmem(largestFree());
  }

  private long maxmem(long largestFree) {
    long maximum = probed(checked::maxmem);
    if (maximum < largestFree) {
      throw violation("C2: maxmem is %d, the largest request %d", maximum, largestFree);
    }
    return maximum;
  }

  @Override
  public long footprint() {
    return probed(checked::footprint);
  }

  @Override
  public long rootBytes() {
    return checked.rootBytes();
  }

  /** Checks the state of the heap, the walk of the unchecked allocator included. O(heap). */
  void checkThoroughly() {
    inspected(
        () -> {
          new TilingCheck(heap.capacity()).walk(raw);
          state.check(live);
        });
    long _ = maxmem();
    checkLocked();
  }

  private void checkState() {
    if (thorough) {
      inspected(() -> state.check(live));
      checkLocked();
    }
  }

  private void checkLocked() {
    lockedAt.forEach(
        (handle, address) -> requireLockedAt(handle, address, ledger.addressOf(handle)));
  }

  private void checkAddress(long handle, long address) {
    if (address != ledger.addressOf(handle)) {
      throw violation(
          "C4: handle %d: said to be at %d, the listener was notified of %d",
          handle, address, ledger.addressOf(handle));
    }
    requireLockedAt(handle, lockedAt.getOrDefault(handle, address), address);
  }

  private static void requireLockedAt(long handle, long locked, long now) {
    if (now != locked) {
      throw violation("C4: handle %d: locked at %d, now at %d", handle, locked, now);
    }
  }

  private void requireNoRelocation(String call, long before) {
    if (ledger.relocationCount() != before) {
      throw violation("C4: %s moved a block", call);
    }
  }

  private long probed(Supplier<Long> probe) {
    long[] answer = new long[1];
    inspected(() -> answer[0] = probe.get());
    return answer[0];
  }

  /** Looks at the heap, which may count nothing and change nothing (C6). */
  private void inspected(Runnable look) {
    markIfThorough();
    long cost = heap.cost();
    long stores = heap.uncountedStores();
    guardedRun(look);
    if (heap.cost() != cost || heap.uncountedStores() != stores) {
      throw violation("C6: a probe or a walk counted or changed something");
    }
    if (thorough) {
      requireUnchanged("C6: a probe or a walk");
    }
  }

  private void markIfThorough() {
    if (thorough) {
      heap.mark();
    }
  }

  private void requireUnchanged(String what) {
    String change = heap.changeSinceMark();
    if (!change.isEmpty()) {
      throw violation("%s changed %s", what, change);
    }
  }

  private void guardedRun(Runnable call) {
    guarded(
        () -> {
          call.run();
          return true;
        });
  }

  /** Makes a call, which must return (C7). */
  private <T> T guarded(Supplier<T> call) {
    heap.allowOneCall();
    try {
      return call.get();
    } catch (InvariantViolation e) {
      throw e;
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      InvariantViolation violation = violation("C7: %s", e);
      violation.initCause(e);
      throw violation;
    }
  }
}
