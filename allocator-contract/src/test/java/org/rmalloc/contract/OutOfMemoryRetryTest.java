// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.ReallocOutcome;

/** Which calls a client makes when it is out of memory, in which order. */
final class OutOfMemoryRetryTest {
  private static final CompactionBudget BUDGET = CompactionBudget.bytes(7);
  private static final CompactionResult DONE = new CompactionResult(7, 1, 1, false);

  private final List<String> calls = new ArrayList<>();

  @Test
  void aRequestThatIsMetIsMadeOnce() {
    assertEquals(1, protocol().malloc(new Script(0), 24));
    assertEquals(ReallocOutcome.IN_PLACE, protocol().realloc(new Script(0), 1, 32));
    assertEquals(List.of("malloc 24", "realloc 1 32"), calls);
  }

  @Test
  void aMallocThatFailsIsRelievedOnceAndRepeatedOnce() {
    assertEquals(1, protocol().malloc(new Script(1), 24));
    assertEquals(List.of("malloc 24", "before 24", "relieve 24", "after 24", "malloc 24"), calls);
  }

  @Test
  void aReallocThatFailsIsRelievedOnceAndRepeatedOnce() {
    assertEquals(ReallocOutcome.IN_PLACE, protocol().realloc(new Script(1), 5, 32));
    assertEquals(
        List.of("realloc 5 32", "before 32", "relieve 32", "after 32", "realloc 5 32"), calls);
  }

  @Test
  void aRequestThatFailsTwiceIsNotMet() {
    assertEquals(Allocator.NO_HANDLE, protocol().malloc(new Script(2), 24));
    assertEquals(ReallocOutcome.FAILED, protocol().realloc(new Script(2), 5, 32));
    assertEquals(10, calls.size(), calls::toString);
  }

  @Test
  void aHotLoopMayMakeTheFirstAttemptItself() {
    assertEquals(1, protocol().retryMalloc(new Script(0), 24));
    assertEquals(List.of("before 24", "relieve 24", "after 24", "malloc 24"), calls);
  }

  private OutOfMemoryRetry protocol() {
    return new OutOfMemoryRetry(BUDGET, new Listed());
  }

  /** Lists what it is notified of. */
  private final class Listed implements OutOfMemoryRetry.Observer {
    @Override
    public void beforeRelief(long sizeBytes) {
      calls.add("before " + sizeBytes);
    }

    @Override
    public void afterRelief(long sizeBytes, CompactionResult done) {
      assertEquals(DONE, done);
      calls.add("after " + sizeBytes);
    }
  }

  /** Lists the calls, of which the first ones fail. */
  private final class Script implements Allocator {
    private int failures;

    Script(int failures) {
      this.failures = failures;
    }

    @Override
    public long malloc(long sizeBytes) {
      calls.add("malloc " + sizeBytes);
      return failures-- > 0 ? NO_HANDLE : 1;
    }

    @Override
    public ReallocOutcome realloc(long handle, long sizeBytes) {
      calls.add("realloc " + handle + " " + sizeBytes);
      return failures-- > 0 ? ReallocOutcome.FAILED : ReallocOutcome.IN_PLACE;
    }

    @Override
    public CompactionResult relieve(long sizeBytes, CompactionBudget budget) {
      assertEquals(BUDGET, budget);
      calls.add("relieve " + sizeBytes);
      return DONE;
    }

    @Override
    public void free(long handle) {}

    @Override
    public long lock(long handle) {
      return 0;
    }

    @Override
    public void unlock(long handle) {}

    @Override
    public long weakLock(long handle) {
      return 0;
    }

    @Override
    public void walk(HeapVisitor visitor) {}

    @Override
    public long largestFree() {
      return 0;
    }

    @Override
    public long footprint() {
      return 0;
    }
  }
}
