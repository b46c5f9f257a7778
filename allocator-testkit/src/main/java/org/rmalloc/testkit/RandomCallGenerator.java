// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Draws one call after another, as a program might make them, looking at what came of those before:
 * so that few name a block that is not there, and live bytes hover where the plan wants them.
 */
final class RandomCallGenerator {
  private static final int NO_BLOCK = -1;
  private static final int FEW_SIZES = 4;
  private static final int MIN_LOG2_ALIGNMENT = 3;

  private final RandomSequenceParameters plan;
  private final SplittableRandom random;
  private final LiveBlockModel model;
  private final LongSupplier largestFree;
  private final int maximumAlignment;
  private final long[] fewSizes = new long[FEW_SIZES];
  private long drainTo = Long.MAX_VALUE; // live bytes to come down to, after a failure
  private int lastMalloc = NO_BLOCK; // not looked at since
  private int nextBlock;

  /**
   * A generator of the sequence that {@code plan}'s seed stands for.
   *
   * @param largestFree asked where a plan wants requests of just what is left
   * @param maximumAlignment the largest that the allocator takes, a power of two
   */
  RandomCallGenerator(
      RandomSequenceParameters plan,
      LiveBlockModel model,
      LongSupplier largestFree,
      int maximumAlignment) {
    this.plan = plan;
    this.random = new SplittableRandom(~plan.seed());
    this.model = model;
    this.largestFree = largestFree;
    this.maximumAlignment = maximumAlignment;
    for (int i = 0; i < FEW_SIZES; i++) {
      fewSizes[i] = random.nextLong(plan.largestBytes() + 1);
    }
  }

  /** Appends the next call to {@code sequence}. */
  void addTo(CallSequence sequence) {
    int roll = random.nextInt(100);
    if (roll < plan.compactPercent()) {
      sequence.add(AllocatorCallKind.COMPACT, 0, budget());
      return;
    }
    roll -= plan.compactPercent();
    if (model.liveCount() > 0 && roll < plan.reallocPercent()) {
      int block = anyLive();
      sequence.add(AllocatorCallKind.REALLOC, block, newSize(block));
    } else if (model.liveCount() > 0 && roll < plan.reallocPercent() + plan.lockPercent()) {
      addLocking(sequence);
    } else {
      addMallocOrFree(sequence);
    }
  }

  private void addMallocOrFree(CallSequence sequence) {
    noticeFailure();
    boolean full = model.liveBytes() > plan.targetLiveBytes() || drainTo != Long.MAX_VALUE;
    if (model.liveCount() == 0 || random.nextInt(100) < (full ? 25 : 70)) {
      lastMalloc = nextBlock++;
      sequence.add(AllocatorCallKind.MALLOC, lastMalloc, requestSize(), alignment());
    } else {
      sequence.add(AllocatorCallKind.FREE, anyLive(), 0);
    }
  }

  /** After a malloc that failed, frees more than it allocates for a while. */
  private void noticeFailure() {
    if (lastMalloc != NO_BLOCK && !model.isLive(lastMalloc)) {
      drainTo = model.liveBytes() * (40 + random.nextInt(55)) / 100;
    }
    lastMalloc = NO_BLOCK;
    if (model.liveBytes() <= drainTo) {
      drainTo = Long.MAX_VALUE;
    }
  }

  private void addLocking(CallSequence sequence) {
    int block = anyLive();
    int roll = random.nextInt(8);
    if (roll == 0) {
      sequence.add(AllocatorCallKind.WEAK_LOCK, block, 0);
    } else if (model.lockDepth(block) > 0 && roll < 6) {
      sequence.add(AllocatorCallKind.UNLOCK, block, 0);
    } else {
      sequence.add(AllocatorCallKind.LOCK, block, 0);
    }
  }

  private int anyLive() {
    return model.liveBlock(random.nextInt(model.liveCount()));
  }

  private long requestSize() {
    if (random.nextInt(100) < plan.exactPercent()) {
      return Math.max(0, largestFree.getAsLong()) + random.nextInt(2);
    }
    return random.nextInt(64) == 0 ? 0 : usualSize();
  }

  /** Mostly of at most an eighth of the heap, so that few aligned requests fail. */
  private int alignment() {
    if (random.nextInt(100) >= plan.alignedPercent()) {
      return 1;
    }
    int usual = random.nextInt(8) == 0 ? maximumAlignment : plan.capacity() / 8;
    int maximum = Integer.highestOneBit(Math.min(usual, maximumAlignment));
    int choices = Integer.numberOfTrailingZeros(maximum) - MIN_LOG2_ALIGNMENT + 1;
    int log2 = MIN_LOG2_ALIGNMENT + random.nextInt(Math.max(1, choices));
    return Math.min(1 << log2, maximumAlignment);
  }

  private long usualSize() {
    return switch (plan.sizes()) {
      case UNIFORM -> random.nextLong(plan.largestBytes() + 1);
      case LOG_UNIFORM -> RandomSequenceParameters.logUniform(random, 1, (int) plan.largestBytes());
      case FEW -> fewSizes[random.nextInt(FEW_SIZES)];
    };
  }

  private long newSize(int block) {
    long size = model.sizeBytes(block);
    return switch (random.nextInt(4)) {
      case 0 -> usualSize();
      case 1 -> random.nextLong(size + 1);
      case 2 -> size + random.nextLong(size + 9);
      default -> Math.max(0, size - 4 + random.nextInt(9));
    };
  }

  private long budget() {
    return switch (random.nextInt(3)) {
      case 0 -> 0;
      case 1 -> random.nextInt(plan.capacity());
      default -> Long.MAX_VALUE;
    };
  }
}
