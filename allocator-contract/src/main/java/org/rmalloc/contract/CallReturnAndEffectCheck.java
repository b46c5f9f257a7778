// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import static org.rmalloc.contract.TilingCheck.violation;

import java.util.function.Supplier;
import org.rmalloc.allocator.InvariantViolation;

/**
 * Makes calls of an allocator on a {@link ContractTestHeap}: each must return (C7), and one that
 * only looks at the heap may count nothing and change nothing (C6).
 *
 * <p>Whether bytes changed is only known {@linkplain #setThorough(boolean) while asked for}: it
 * costs O(heap).
 */
final class CallReturnAndEffectCheck {
  private final ContractTestHeap heap;
  private boolean thorough = true;

  CallReturnAndEffectCheck(ContractTestHeap heap) {
    this.heap = heap;
  }

  /** From now on, whether to compare bytes. */
  void setThorough(boolean thorough) {
    this.thorough = thorough;
  }

  /** Makes a call and returns its result. */
  <T> T call(Supplier<T> call) {
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

  /** Makes a call that returns nothing. */
  void run(Runnable call) {
    call(
        () -> {
          call.run();
          return true;
        });
  }

  /** Asks for a number, which only looks at the heap. */
  long probe(Supplier<Long> probe) {
    long[] answer = new long[1];
    inspect(() -> answer[0] = probe.get());
    return answer[0];
  }

  /** Makes a call that only looks at the heap. */
  void inspect(Runnable look) {
    mark();
    long cost = heap.cost();
    long stores = heap.uncountedStores();
    run(look);
    if (heap.cost() != cost || heap.uncountedStores() != stores) {
      throw violation(
          "C6: asking for a figure, or walking the heap, changed the heap or its counts of loads"
              + " and stores");
    }
    requireUnchanged("C6: asking for a figure, or walking the heap,");
  }

  /** Notes the heap's bytes for {@link #requireUnchanged}, if thorough. */
  void mark() {
    if (thorough) {
      heap.mark();
    }
  }

  /** Checks that no byte changed since {@link #mark}, if thorough. */
  void requireUnchanged(String what) {
    String change = thorough ? heap.changeSinceMark() : "";
    if (!change.isEmpty()) {
      throw violation("%s changed %s", what, change);
    }
  }
}
