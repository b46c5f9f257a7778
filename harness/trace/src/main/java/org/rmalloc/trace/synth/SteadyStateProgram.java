// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.synth;

import java.io.IOException;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.random.SplitMix64;

/**
 * A synthetic program in a steady state: blocks are born until the target of live blocks is
 * reached; from there on births and frees of a random live block are equally likely, while the live
 * blocks stay between nine tenths of the target and the target. Births and frees only.
 *
 * <p>Equal parameters give equal ops on every machine. O(1) an op; memory in proportion to the
 * target.
 *
 * @param ops 1 to 2³¹
 * @param liveBlocks the most live blocks, 1 to 2³⁰
 */
public record SteadyStateProgram(long ops, int liveBlocks, SizeDistribution sizes, long seed)
    implements SyntheticTrace {
  /** Checks the parameters. */
  public SteadyStateProgram {
    if (ops < 1 || ops > 1L << 31 || liveBlocks < 1 || liveBlocks > 1 << 30) {
      throw new IllegalArgumentException(
          "found %d ops, %d live blocks; expected 1 to 2^31 ops, 1 to 2^30 live blocks"
              .formatted(ops, liveBlocks));
    }
  }

  @Override
  public String label() {
    return "synth ops=" + ops + " live=" + liveBlocks + " sizes=" + sizes.label() + " seed=" + seed;
  }

  @Override
  public void writeTo(OpSink sink) throws IOException {
    SplitMix64 random = new SplitMix64(seed);
    int[] live = new int[liveBlocks];
    int liveCount = 0;
    int least = liveBlocks; // that are kept: all until the target is reached, then nine tenths
    int births = 0;
    for (long op = 0; op < ops; op++) {
      if (liveCount < liveBlocks && (liveCount <= least || random.next() < 0)) {
        live[liveCount++] = births;
        sink.add(OpKind.NEW, births++, 0, sizes.draw(random));
      } else {
        int victim = (int) random.below(liveCount);
        sink.add(OpKind.FREE, live[victim], 0, 0);
        live[victim] = live[--liveCount];
      }
      if (liveCount == liveBlocks) {
        least = liveBlocks - liveBlocks / 10;
      }
    }
  }
}
