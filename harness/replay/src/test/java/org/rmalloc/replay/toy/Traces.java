// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.toy;

import java.util.List;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.random.SplitMix64;

/** Traces for tests. */
public final class Traces {
  private static final TraceProvenance PROVENANCE =
      new TraceProvenance("test.ops", "0123456789abcdef".repeat(4), List.of(), List.of());

  private Traces() {}

  /** A lock trace of ops such as {@code N0:16 L0 R0:24 U0 F0}: kind, handle, size. */
  public static Trace of(String ops) {
    TraceBuilder builder = new TraceBuilder(Dialect.LOCK, false);
    for (String op : ops.split(" ", -1)) {
      String[] parts = op.substring(1).split(":", -1);
      long size = parts.length > 1 ? Long.parseLong(parts[1]) : 0;
      builder.add(kind(op.charAt(0)), Integer.parseInt(parts[0]), 0, size);
    }
    return builder.build(PROVENANCE);
  }

  /**
   * A random trace of births, frees, resizes, locks and unlocks.
   *
   * @param locks whether to lock; a resized block is unlocked first
   */
  public static Trace random(long seed, int ops, int liveBlocks, boolean locks) {
    SplitMix64 random = new SplitMix64(seed);
    TraceBuilder builder = new TraceBuilder(Dialect.LOCK, false);
    int[] live = new int[liveBlocks];
    int liveCount = 0;
    int births = 0;
    while (builder.opCount() < ops) {
      long dice = random.below(100);
      int victim = liveCount == 0 ? 0 : (int) random.below(liveCount);
      if (liveCount == 0 || (liveCount < liveBlocks && dice < 45)) {
        live[liveCount++] = births;
        builder.add(OpKind.NEW, births++, 0, random.below(random.below(8) == 0 ? 900 : 60));
      } else if (dice < 75) {
        builder.add(OpKind.FREE, live[victim], 0, 0);
        live[victim] = live[--liveCount];
      } else if (dice < 85) {
        if (locks) {
          builder.add(OpKind.UNLOCK, live[victim], 0, 0);
        }
        builder.add(OpKind.RESIZE, live[victim], 0, random.below(120));
      } else if (locks) {
        builder.add(dice < 90 ? OpKind.LOCK : OpKind.UNLOCK, live[victim], 0, 0);
      }
    }
    return builder.build(PROVENANCE);
  }

  private static OpKind kind(char letter) {
    return switch (letter) {
      case 'N' -> OpKind.NEW;
      case 'F' -> OpKind.FREE;
      case 'R' -> OpKind.RESIZE;
      case 'L' -> OpKind.LOCK;
      case 'U' -> OpKind.UNLOCK;
      default -> throw new IllegalArgumentException("op " + letter);
    };
  }
}
