// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.inspect;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;

/**
 * How many blocks were born of each size.
 *
 * @param mostFrequent the sizes and their births, the most frequent first, of equals the smaller
 * @param births in all
 */
public record BlockSizeCounts(List<Size> mostFrequent, long births) {
  /** One size and how often it was asked for. */
  public record Size(long sizeBytes, long births) {}

  /** Copies the list. */
  public BlockSizeCounts {
    mostFrequent = List.copyOf(mostFrequent);
  }

  /** The sizes of a trace's births. O(ops). */
  public static BlockSizeCounts of(Trace trace) {
    Map<Long, long[]> counts = new HashMap<>();
    long births = 0;
    for (int op = 0; op < trace.opCount(); op++) {
      if (trace.kinds()[op] == OpKind.Code.NEW) {
        counts.computeIfAbsent(trace.sizes()[op], size -> new long[1])[0]++;
        births++;
      }
    }
    List<Size> sizes =
        counts.entrySet().stream()
            .map(entry -> new Size(entry.getKey(), entry.getValue()[0]))
            .sorted(
                Comparator.comparingLong(Size::births).reversed().thenComparing(Size::sizeBytes))
            .toList();
    return new BlockSizeCounts(sizes, births);
  }

  /** How many sizes, the most frequent ones, make a share of all births. */
  public int sizesThatMake(double share) {
    long sum = 0;
    int count = 0;
    while (count < mostFrequent.size() && sum < share * births) {
      sum += mostFrequent.get(count++).births();
    }
    return count;
  }

  /** Births by power of two: slot 0 for size 0, slot k for 2^(k−1) to 2^k − 1. */
  public long[] byPowerOfTwo() {
    long[] slots = new long[Long.SIZE];
    for (Size size : mostFrequent) {
      slots[Long.SIZE - Long.numberOfLeadingZeros(size.sizeBytes())] += size.births();
    }
    return slots;
  }
}
