// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;

/** When each block of a trace is born and freed, by birth. 16 bytes a block. */
public final class BlockLifespans {
  private static final int SAMPLED_A_LONGEST = 10;

  private final long[] births;
  private final long[] ends;
  private final long requests;

  private BlockLifespans(long[] births, long[] ends, long requests) {
    this.births = births;
    this.ends = ends;
    this.requests = requests;
  }

  /** Those of a trace. O(ops). */
  public static BlockLifespans of(Trace trace) {
    long[] births = new long[trace.handleCount()]; // dense handles are numbered by birth
    long[] ends = new long[births.length];
    Arrays.fill(ends, Long.MAX_VALUE);
    long request = 0;
    for (int op = 0; op < trace.opCount(); op++) {
      byte kind = trace.kinds()[op];
      if (kind == OpKind.Code.NEW) {
        births[trace.handles()[op]] = request;
      } else if (kind == OpKind.Code.FREE) {
        ends[trace.handles()[op]] = request;
      }
      request += kind <= OpKind.Code.RESIZE ? 1 : 0;
    }
    long requests = request;
    Arrays.setAll(ends, block -> Math.min(ends[block], requests));
    return new BlockLifespans(births, ends, requests);
  }

  /** How many blocks there are. */
  public int count() {
    return births.length;
  }

  /** How many requests there are. */
  public long requests() {
    return requests;
  }

  /** The life of a block, by birth from 0. */
  public BlockLifespan get(int block) {
    return new BlockLifespan(block, births[block], ends[block], ends[block] < requests);
  }

  /** How many of a sample of at most so many blocks are in it for their long life. */
  public static int longestOf(int most) {
    return most / SAMPLED_A_LONGEST;
  }

  /**
   * All blocks, or if there are more, as many as asked for: the longest-lived, {@link #longestOf}
   * so many, of equals the older, and others evenly by birth. O(blocks · log most).
   *
   * @param most 1 or more
   * @return by birth
   */
  public List<BlockLifespan> sample(int most) {
    BitSet chosen = new BitSet();
    if (count() <= most) {
      chosen.set(0, count());
    } else {
      chooseLongest(chosen, longestOf(most));
      chooseEvenly(chosen, most - longestOf(most));
    }
    List<BlockLifespan> sample = new ArrayList<>();
    chosen.stream().forEach(block -> sample.add(get(block)));
    return sample;
  }

  private void chooseLongest(BitSet chosen, int wanted) {
    PriorityQueue<Integer> longest = // the first to give way at its head
        new PriorityQueue<>(
            Comparator.comparingLong((Integer block) -> ends[block] - births[block])
                .thenComparing(Comparator.reverseOrder()));
    for (int block = 0; block < count(); block++) {
      longest.add(block);
      if (longest.size() > wanted) {
        longest.remove();
      }
    }
    longest.forEach(chosen::set);
  }

  private void chooseEvenly(BitSet chosen, int wanted) {
    BitSet others = new BitSet();
    others.set(0, count());
    others.andNot(chosen);
    long otherCount = others.cardinality();
    long passed = 0;
    for (int block = others.nextSetBit(0); block >= 0; block = others.nextSetBit(block + 1)) {
      if ((passed + 1) * wanted / otherCount > passed * wanted / otherCount) {
        chosen.set(block);
      }
      passed++;
    }
  }
}
