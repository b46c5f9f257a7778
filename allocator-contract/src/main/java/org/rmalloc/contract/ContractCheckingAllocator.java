// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import static org.rmalloc.contract.TilingCheck.violation;

import java.util.HashMap;
import java.util.Map;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.MisuseCheckingAllocator;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.contract.ledger.HeapLedger;

/**
 * Stands before an allocator and holds each call, and the heap after it, against the contract (C1
 * to C8 of this package).
 *
 * <p>What costs O(1) a call is always checked; what costs O(heap), only {@linkplain
 * #setThorough(boolean) while asked for}.
 */
final class ContractCheckingAllocator implements Allocator {
  private final Allocator raw;
  private final MisuseCheckingAllocator checked;
  private final CallReturnAndEffectCheck calls;
  private final HeapLedger ledger;
  private final boolean hasAddresses;
  private final int capacity;
  private final CompactionCheck compactions;
  private final HeapStateCheck state;
  private final LiveBlockTotals live = new LiveBlockTotals();
  private final Map<Long, Long> lockedAt = new HashMap<>(); // by handle: the address while locked
  private final Map<Long, Integer> alignments = new HashMap<>(); // by handle, of aligned blocks
  private boolean thorough = true;

  /** A checker of an allocator that {@code provider} makes on {@code heap}. */
  ContractCheckingAllocator(
      AllocatorProvider provider, OptionValues options, ContractTestHeap heap) {
    calls = new CallReturnAndEffectCheck(heap);
    capacity = heap.capacity();
    ledger = new HeapLedger(capacity);
    raw = provider.create(heap, options, ledger);
    checked = new MisuseCheckingAllocator(raw);
    hasAddresses = provider.capabilities().contains(Capability.ADDRESSES);
    boolean relocates = provider.capabilities().contains(Capability.RELOCATES);
    compactions = new CompactionCheck(ledger, relocates, hasAddresses);
    state = new HeapStateCheck(checked, capacity, ledger, hasAddresses);
  }

  /** From now on, whether to predict outcomes, compare bytes and walk: O(heap) a call. */
  void setThorough(boolean thorough) {
    this.thorough = thorough;
    calls.setThorough(thorough);
  }

  /** The checked face of the allocator, for calls that nobody is to check. */
  MisuseCheckingAllocator checked() {
    return checked;
  }

  HeapLedger ledger() {
    return ledger;
  }

  LiveBlockTotals live() {
    return live;
  }

  @Override
  public long malloc(long sizeBytes) {
    long largest = thorough ? calls.probe(checked::largestFree) : 0;
    long relocations = ledger.relocationCount();
    calls.mark();
    long handle = calls.call(() -> checked.malloc(sizeBytes));
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

  @Override
  public long malloc(long sizeBytes, int alignment) {
    if (alignment == 1) {
      return malloc(sizeBytes);
    }
    long largest = thorough ? calls.probe(checked::largestFree) : 0;
    long relocations = ledger.relocationCount();
    calls.mark();
    long handle = calls.call(() -> checked.malloc(sizeBytes, alignment));
    requireNoRelocation("malloc", relocations);
    if (thorough) {
      checkAlignedMalloc(sizeBytes, alignment, handle, largest);
    }
    if (handle != NO_HANDLE) {
      live.add(sizeBytes);
      alignments.put(handle, alignment);
      requireAligned(handle, alignment);
    }
    checkState();
    return handle;
  }

  private void checkAlignedMalloc(long sizeBytes, int alignment, long handle, long largest) {
    boolean met = handle != NO_HANDLE;
    if (met ? sizeBytes > largest : Allocator.roomFor(sizeBytes, alignment) <= largest) {
      throw violation(
          "C1: malloc of %d aligned to %d %s, though the largest request was reported as %d",
          sizeBytes, alignment, met ? "succeeded" : "failed", largest);
    }
    if (!met) {
      calls.requireUnchanged(
          "C3: a malloc of %d bytes aligned to %d failed, but", sizeBytes, alignment);
    }
  }

  private void checkMalloc(long sizeBytes, long handle, long largest) {
    if ((handle != NO_HANDLE) != (sizeBytes <= largest)) {
      throw violation(
          "C1: malloc of %d %s, though the largest request was reported as %d",
          sizeBytes, handle == NO_HANDLE ? "failed" : "succeeded", largest);
    }
    if (handle == NO_HANDLE) {
      calls.requireUnchanged("C3: a malloc of %d bytes failed, but", sizeBytes);
    }
  }

  @Override
  public ReallocOutcome realloc(long handle, long sizeBytes) {
    long addressBefore = ledger.addressOf(handle);
    long sizeBefore = checked.sizeBytes(handle);
    long eventsBefore = ledger.eventCount();
    calls.mark();
    ReallocOutcome outcome = calls.call(() -> checked.realloc(handle, sizeBytes));
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
      throw violation(
          "C1: realloc of handle %d from %d to %d bytes failed, though it does not grow",
          handle, before, sizeBytes);
    }
    if (ledger.eventCount() != eventsBefore) {
      throw violation("C3: a realloc of handle %d failed, but notified the listener", handle);
    }
    calls.requireUnchanged("C3: a realloc of handle %d failed, but", handle);
  }

  private void checkOutcome(long handle, ReallocOutcome outcome, long before) {
    boolean stays = outcome == ReallocOutcome.IN_PLACE || outcome == ReallocOutcome.FAILED;
    if (!stays && checked.lockDepth(handle) > 0) {
      throw violation(
          "C4: handle %d is locked, yet its realloc was reported as %s", handle, outcome);
    }
    long address = ledger.addressOf(handle);
    if (hasAddresses && stays != (address == before)) {
      throw violation(
          "C4: realloc was reported as %s, yet the block went from %d to %d",
          outcome, before, address);
    }
    requireAligned(handle, alignments.getOrDefault(handle, 1));
  }

  @Override
  public void free(long handle) {
    long relocations = ledger.relocationCount();
    long sizeBytes = checked.sizeBytes(handle);
    calls.run(() -> checked.free(handle));
    live.remove(sizeBytes);
    lockedAt.remove(handle);
    alignments.remove(handle);
    requireNoRelocation("free", relocations);
    checkState();
  }

  @Override
  public long lock(long handle) {
    long relocations = ledger.relocationCount();
    long address = calls.call(() -> checked.lock(handle));
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
    calls.run(() -> checked.unlock(handle));
    requireNoRelocation("unlock", relocations);
    if (checked.lockDepth(handle) == 0) {
      lockedAt.remove(handle);
    }
    checkState();
  }

  @Override
  public long weakLock(long handle) {
    long address = calls.call(() -> checked.weakLock(handle));
    if (hasAddresses) {
      checkAddress(handle, address);
    }
    return address;
  }

  @Override
  public CompactionResult compact(CompactionBudget budget) {
    CompactionResult done = compactions.run(budget, one -> calls.call(() -> checked.compact(one)));
    checkState();
    return done;
  }

  @Override
  public CompactionResult relieve(long sizeBytes, CompactionBudget budget) {
    long largest = thorough ? calls.probe(checked::largestFree) : 0;
    long maximum = thorough ? maxmem(largest) : 0;
    CompactionResult done =
        compactions.run(budget, one -> calls.call(() -> checked.relieve(sizeBytes, one)));
    checkState();
    if (thorough && done.finished()) {
      long after = calls.probe(checked::largestFree);
      CompactionCheck.requireRelieved(sizeBytes, maximum, largest, after);
    }
    return done;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    checked.walk(visitor);
  }

  @Override
  public long largestFree() {
    return calls.probe(checked::largestFree);
  }

  @Override
  public long maxmem() {
    return maxmem(largestFree());
  }

  private long maxmem(long largestFree) {
    long maximum = calls.probe(checked::maxmem);
    if (maximum < largestFree) {
      throw violation(
          "C2: maxmem is reported as %d bytes, less than the largest request, %d bytes",
          maximum, largestFree);
    }
    return maximum;
  }

  @Override
  public long footprint() {
    return calls.probe(checked::footprint);
  }

  @Override
  public long rootBytes() {
    return checked.rootBytes();
  }

  /** Checks the state of the heap, the walk of the unchecked allocator included. O(heap). */
  void checkThoroughly() {
    calls.inspect(
        () -> {
          new TilingCheck(capacity).walk(raw);
          state.check(live);
        });
    long _ = maxmem();
    checkAddresses();
  }

  private void checkState() {
    if (thorough) {
      calls.inspect(() -> state.check(live));
      checkAddresses();
    }
  }

  private void checkAddresses() {
    lockedAt.forEach(
        (handle, address) -> requireLockedAt(handle, address, ledger.addressOf(handle)));
    alignments.forEach(this::requireAligned);
  }

  private void requireAligned(long handle, int alignment) {
    if (hasAddresses && ledger.addressOf(handle) % alignment != 0) {
      throw violation(
          "C12: the block of handle %d is at address %d, which is no multiple of its alignment, %d",
          handle, ledger.addressOf(handle), alignment);
    }
  }

  private void checkAddress(long handle, long address) {
    if (address != ledger.addressOf(handle)) {
      throw violation(
          "C4: handle %d is reported at address %d, but the listener was notified of address %d",
          handle, address, ledger.addressOf(handle));
    }
    if (!thorough) { // else the ledger's addresses of all locked blocks are checked after each call
      requireLockedAt(handle, lockedAt.getOrDefault(handle, address), address);
    }
  }

  private static void requireLockedAt(long handle, long locked, long now) {
    if (now != locked) {
      throw violation("C4: handle %d was locked at %d, but is now at %d", handle, locked, now);
    }
  }

  private void requireNoRelocation(String call, long before) {
    if (ledger.relocationCount() != before) {
      throw violation("C4: %s moved a block", call);
    }
  }
}
