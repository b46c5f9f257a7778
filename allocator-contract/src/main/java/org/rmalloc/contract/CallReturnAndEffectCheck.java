// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import static org.rmalloc.contract.TilingCheck.violation;

import java.util.function.Supplier;
import org.rmalloc.allocator.InvariantViolation;

/**
 * Makes calls of an allocator on a {@link ContractTestHeap}: each must return (C7), and one that
 * only looks at the heap may count nothing and store nothing (C6).
 *
 * <p>Whether a failed call changed bytes is only known {@linkplain #setThorough(boolean) while
 * asked for}: it costs O(heap).
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

  /**
   * Makes a call that only looks at the heap. Bytes need no comparison: a store is counted, and
   * what is written in another way differs from the twin's heap (C9), at which nobody looks.
   */
  void inspect(Runnable look) {
    long cost = heap.cost();
    long stores = heap.uncountedStores();
    run(look);
    if (heap.cost() != cost || heap.uncountedStores() != stores) {
      throw violation(
          "C6: asking for a figure, or walking the heap, changed the heap or its counts of loads"
              + " and stores");
    }
  }

  /** Notes the heap's bytes for {@link #requireUnchanged}, if thorough. */
  void mark() {
    if (thorough) {
      heap.mark();
    }
  }

  /**
   * Checks that no byte changed since {@link #mark}, if thorough.
   *
   * @param what may have changed one, with {@code values} in it
   */
  @SuppressWarnings("AnnotateFormatMethod") // that annotation is no dependency of ours
  void requireUnchanged(String what, Object... values) {
    String change = thorough ? heap.changeSinceMark() : "";
    if (!change.isEmpty()) {
      throw violation("%s changed %s", what.formatted(values), change);
    }
  }
}
