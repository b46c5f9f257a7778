// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.synth;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;

/**
 * An attack on first fit in address order: a program of at most M live words, in blocks of 1 to n
 * words, that drives it to about M Hₙ words of heap, that is 0.69 M log₂ n and ln 2 times what no
 * program can exceed.
 *
 * <p>It starts with M blocks of one word. In step s, 2 to n, it keeps only what leaves no hole of s
 * words, going up the heap from one block to the last one that starts less than s words behind it;
 * everything else is freed, about one word in s, and asked for again in blocks of s words, which
 * lie behind all others.
 *
 * <p>It follows a victim without metadata, so the trace does to an allocator what it is meant to do
 * if that places by first fit and a block takes a whole number of units: give its header's bytes,
 * and it asks for that much less. O(n M) time.
 *
 * <p>The bound above, M Hₙ / ln 2, is of J. M. Robson, "Worst Case Fragmentation of First Fit and
 * Best Fit Storage Allocation Strategies", The Computer Journal 20(3), 1977, as in Knuth, "The Art
 * of Computer Programming", vol. 1, §2.5, exercise 43. The program is ours; it is {@link
 * RobsonAdversary} with all sizes in place of powers of two.
 *
 * @param liveWords M: the most live words
 * @param largestWords n: the largest block
 * @param unitBytes bytes of a word
 * @param headerBytes what the victim adds to each request, less than a unit
 */
public record FirstFitAttack(int liveWords, int largestWords, int unitBytes, int headerBytes)
    implements SyntheticTrace {
  private static final int MOST_LIVE = 1 << 20;
  private static final int MOST_LARGEST = 1 << 12;

  /** Checks the parameters. */
  public FirstFitAttack {
    PatternParameterCheck.range("firstfit", "largest", largestWords, 1, MOST_LARGEST);
    if (liveWords < largestWords || liveWords > MOST_LIVE) {
      throw new IllegalArgumentException(
          "firstfit: live is %d, largest is %d; expected live to be largest or more, up to %d"
              .formatted(liveWords, largestWords, MOST_LIVE));
    }
    PatternParameterCheck.unitAndHeader("firstfit", unitBytes, headerBytes);
  }

  @Override
  public String label() {
    return ("firstfit(live " + liveWords + ", largest " + largestWords)
        + (", unit " + unitBytes + ", header " + headerBytes + ")");
  }

  /** What first fit needs at the very most, whatever is asked of it, in words: M Hₙ / ln 2. */
  public double mostHeapWords() {
    return liveWords * harmonic(largestWords) / Math.log(2);
  }

  /** Hₙ, the sum of 1/k for k from 1 to n. */
  static double harmonic(int n) {
    double sum = 0;
    for (int k = n; k > 0; k--) {
      sum += 1.0 / k;
    }
    return sum;
  }

  @Override
  public void writeTo(OpSink sink) throws IOException {
    new Attack(sink).run();
  }

  /** A live block. */
  private record Block(int handle, long words) {}

  /** One run of the program. */
  private final class Attack {
    private final OpSink sink;
    private final AttackedHeapModel heap =
        new AttackedHeapModel(AttackedHeapModel.Policy.FIRST_FIT);
    private TreeMap<Long, Block> live = new TreeMap<>(); // by address
    private long freeWords = liveWords; // of the budget
    private int births;

    Attack(OpSink sink) {
      this.sink = sink;
    }

    void run() throws IOException {
      fillWith(1);
      for (int words = 2; words <= largestWords; words++) {
        keepPillars(words);
        fillWith(words);
      }
    }

    /** Frees all blocks but those that are needed to leave no hole of so many words. */
    private void keepPillars(long words) throws IOException {
      TreeMap<Long, Block> kept = new TreeMap<>();
      long end = 0; // of the last one kept
      Map.Entry<Long, Block> last = live.firstEntry();
      for (Map.Entry<Long, Block> next : live.entrySet()) {
        if (next.getKey() - end >= words && last.getKey() >= end) {
          kept.put(last.getKey(), last.getValue());
          end = last.getKey() + last.getValue().words;
        }
        last = next;
      }
      if (heap.wordsUsed() - end >= words) {
        kept.put(last.getKey(), last.getValue());
      }
      for (Map.Entry<Long, Block> block : live.entrySet()) {
        if (!kept.containsKey(block.getKey())) {
          free(block.getKey(), block.getValue());
        }
      }
      live = kept;
    }

    private void free(long address, Block block) throws IOException {
      heap.free(address, block.words);
      freeWords += block.words;
      sink.add(OpKind.FREE, block.handle, 0, 0);
    }

    private void fillWith(long words) throws IOException {
      for (; freeWords >= words; freeWords -= words) {
        live.put(heap.place(words), new Block(births, words));
        sink.add(OpKind.NEW, births++, 0, words * unitBytes - headerBytes);
      }
    }
  }
}
