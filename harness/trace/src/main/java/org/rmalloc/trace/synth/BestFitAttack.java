// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.synth;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;

/**
 * Robson's attack on best fit: a program of at most M live words, in blocks of 1 to n words, that
 * drives it to (M − 5n + 15)(n − 2) words of heap, about n times what is live. First fit never
 * needs more than M Hₙ / ln 2, about M log₂ n.
 *
 * <p>Write R and F for reserved and free blocks, with their words. The heap is brought from {@code
 * Rn-2 (Fn-3 R1)^k} to the same with k + 1, for k from 0 on. In each step
 *
 * <pre>
 *   … Fn-3 R1                  →  … Fn-3 R1 Rn-2 Rn-2      two blocks, for which no hole does
 *                              →  … F2n-4 Rn-2             both before the last one freed
 *                              →  … Rn Rn-5 R1 Rn-2        three that best fit puts just there
 *                              →  … Fn Rn-5 R1 Rn-2
 *   … Fn-3 R1 Fn Rn-5 R1       →  … Fn-3 R1 Rn-2 R2 Rn-5 R1
 *                              →  … F2n-4 R2 Rn-5 R1
 *                              →  … Rn Rn-5 R1 R2 Rn-5 R1
 *                              →  … Fn Rn-5 R1 Fn-3 R1     the odd one has moved to the left
 * </pre>
 *
 * <p>the second part is done again until the odd one is in front: {@code Fn Rn-5 R1 (Fn-3 R1)^k},
 * whose Rn-5 is freed, and whose F2n-5 gets an Rn-2. Every request has one best fit, of another
 * size than all other holes, so that the program need not look at addresses.
 *
 * <p>It does to an allocator what it is meant to do if that places by best fit, joins holes at
 * once, and a block takes a whole number of units: give its header's bytes, and it asks for that
 * much less. O(M²) ops.
 *
 * <p>Source: J. M. Robson, "Worst Case Fragmentation of First Fit and Best Fit Storage Allocation
 * Strategies", The Computer Journal 20(3), 1977; the sequence as in the answer to exercise 42 of
 * Knuth, "The Art of Computer Programming", vol. 1, §2.5, the bound for first fit of exercise 43.
 * Deviation: the block at the end stays until a step is over, so that a hole there, of which
 * allocators think differently, never is a best fit; that makes it 5n − 15, not 4n − 11.
 *
 * @param liveWords M: the most live words
 * @param largestWords n: the largest block, 6 or more
 * @param unitBytes bytes of a word
 * @param headerBytes what the victim adds to each request, less than a unit
 */
public record BestFitAttack(int liveWords, int largestWords, int unitBytes, int headerBytes)
    implements SyntheticTrace {
  private static final int MOST_LIVE = 1 << 12;

  /** Checks the parameters. */
  public BestFitAttack {
    PatternParameterCheck.range("bestfit", "largest", largestWords, 6, MOST_LIVE / 5);
    if (liveWords < 5 * largestWords || liveWords > MOST_LIVE) {
      throw new IllegalArgumentException(
          "bestfit: live is %d, largest is %d; expected live to be 5 times largest or more, up to %d"
              .formatted(liveWords, largestWords, MOST_LIVE));
    }
    PatternParameterCheck.unitAndHeader("bestfit", unitBytes, headerBytes);
  }

  @Override
  public String label() {
    return ("bestfit(live " + liveWords + ", largest " + largestWords)
        + (", unit " + unitBytes + ", header " + headerBytes + ")");
  }

  /** The words of heap that best fit needs. */
  public long heapWords() {
    return (steps() + 2L) * (largestWords - 2);
  }

  /** What first fit needs at the very most, in words: M Hₙ / ln 2. */
  public double mostOfFirstFitWords() {
    return liveWords * FirstFitAttack.harmonic(largestWords) / Math.log(2);
  }

  /** How many groups of a hole and a word there are in the end: step k has k + 5n − 12 live. */
  private int steps() {
    return liveWords - 5 * largestWords + 13;
  }

  @Override
  public void writeTo(OpSink sink) throws IOException {
    new Attack(sink).run();
  }

  /** One run of the program. */
  private final class Attack {
    private final OpSink sink;
    private final int most = largestWords;
    private final Deque<Integer> pillars = new ArrayDeque<>(); // R1 of each group, from the left
    private int front;
    private int births;

    Attack(OpSink sink) {
      this.sink = sink;
    }

    void run() throws IOException {
      front = place(most - 2);
      for (int step = 0; step < steps(); step++) {
        addGroup();
      }
    }

    private void addGroup() throws IOException {
      Deque<Integer> settled = new ArrayDeque<>();
      int next = place(most - 2);
      int end = place(most - 2);
      boolean passedFront = freeLastAnd(next);
      Odd odd = placeOdd();
      while (!passedFront) {
        settled.addFirst(odd.pillar);
        next = place(most - 2);
        final int two = place(2);
        passedFront = freeLastAnd(next);
        Odd moved = placeOdd();
        free(two);
        free(odd.filler);
        odd = moved;
      }
      settled.addFirst(odd.pillar);
      free(odd.filler);
      front = place(most - 2);
      free(end);
      pillars.addAll(settled);
    }

    /** Frees the last pillar, or the front when there is none, and what is behind it. */
    private boolean freeLastAnd(int next) throws IOException {
      boolean isFront = pillars.isEmpty();
      free(isFront ? front : pillars.removeLast());
      free(next);
      return isFront;
    }

    private Odd placeOdd() throws IOException {
      final int large = place(most);
      final Odd odd = new Odd(place(most - 5), place(1));
      free(large);
      return odd;
    }

    private int place(int words) throws IOException {
      sink.add(OpKind.NEW, births, 0, (long) words * unitBytes - headerBytes);
      return births++;
    }

    private void free(int handle) throws IOException {
      sink.add(OpKind.FREE, handle, 0, 0);
    }
  }

  /** The blocks behind the hole of n words. */
  private record Odd(int filler, int pillar) {}
}
