// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FailingSequenceShrinkerTest {
  private static final long PLENTY = 1_000_000;

  @Test
  void keepsTheTwoOpsThatMatter() {
    CallSequence shrunk = new FailingSequenceShrinker(hasBoth(17, 83), PLENTY).shrink(mallocs(100));
    assertEquals(2, shrunk.size());
    assertEquals(17, shrunk.block(0));
    assertEquals(83, shrunk.block(1));
  }

  @Test
  void prefersOpsThatATraceCanExpress() {
    CallSequence sequence = mallocs(10);
    sequence.add(AllocatorCallKind.COMPACT, 0, 0);
    Predicate<CallSequence> anyOp = part -> part.size() > 0;
    CallSequence shrunk = new FailingSequenceShrinker(anyOp, PLENTY).shrink(sequence);
    assertEquals(1, shrunk.size());
    assertEquals(AllocatorCallKind.MALLOC, shrunk.call(0));
  }

  @Test
  void keepsACompactionThatMatters() {
    CallSequence sequence = mallocs(10);
    sequence.add(AllocatorCallKind.COMPACT, 0, 0);
    Predicate<CallSequence> compacts =
        part ->
            IntStream.range(0, part.size())
                .anyMatch(op -> part.call(op) == AllocatorCallKind.COMPACT);
    assertEquals(1, new FailingSequenceShrinker(compacts, PLENTY).shrink(sequence).size());
  }

  @Test
  void dropsAlignmentsThatDoNotMatter() {
    CallSequence sequence = new CallSequence();
    sequence.add(AllocatorCallKind.MALLOC, 0, 8, 64);
    sequence.add(AllocatorCallKind.MALLOC, 1, 8, 64);
    Predicate<CallSequence> lastIsAligned =
        part -> part.size() == 2 && part.alignment(1) == 64 && part.blockCount() == 2;
    CallSequence shrunk = new FailingSequenceShrinker(lastIsAligned, PLENTY).shrink(sequence);
    assertEquals(2, shrunk.size());
    assertEquals(1, shrunk.alignment(0));
    assertEquals(64, shrunk.alignment(1));
  }

  @Test
  void makesDoWhenItHasRunEnough() {
    AtomicLong ops = new AtomicLong();
    Predicate<CallSequence> both = hasBoth(17, 983);
    Predicate<CallSequence> counted =
        part -> {
          ops.addAndGet(part.size());
          return both.test(part);
        };
    CallSequence shrunk = new FailingSequenceShrinker(counted, 3_000).shrink(mallocs(1000));
    assertTrue(both.test(shrunk));
    assertTrue(ops.get() < 4_000, () -> ops + " ops run");
  }

  private static Predicate<CallSequence> hasBoth(int one, int other) {
    return part ->
        IntStream.range(0, part.size())
                .filter(op -> part.block(op) == one || part.block(op) == other)
                .count()
            == 2;
  }

  private static CallSequence mallocs(int count) {
    CallSequence sequence = new CallSequence();
    IntStream.range(0, count).forEach(block -> sequence.add(AllocatorCallKind.MALLOC, block, 8));
    return sequence;
  }
}
