// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.synth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;

/**
 * Robson's adversary: a program of at most M live words, in blocks of 1 to n words, that drives an
 * allocator which cannot move blocks to M(½ log₂ n + 1) − n + 1 words of heap.
 *
 * <p>It starts with M blocks of one word. In step i, up to log₂ n, it looks at the addresses that
 * are f modulo 2^i, where f is that of the step before or 2^(i−1) more, whichever leaves more space
 * unusable; it frees every block that lies on none of these, so that 2^i words are free nowhere
 * between two that stay, and asks for as many blocks of 2^i words as M allows.
 *
 * <p>The adversary must know where its victim places blocks. It follows a victim without metadata,
 * so the trace does to an allocator what it is meant to do if that places blocks by the same policy
 * and a block takes a whole number of units: give its header's bytes, and it asks for that much
 * less.
 *
 * <p>Source: J. M. Robson, "Bounds for Some Functions Concerning Dynamic Storage Allocation", JACM
 * 21(3), 1974, as retold by Cohen and Petrank, "Limitations of Partial Compaction", PLDI 2013.
 *
 * @param victim the policy that it is aimed at
 * @param liveWords M: the most live words, a multiple of n
 * @param largestWords n: the largest block, a power of 2
 * @param unitBytes bytes of a word
 * @param headerBytes what the victim adds to each request, less than a unit
 */
public record RobsonAdversary(
    Victim victim, int liveWords, int largestWords, int unitBytes, int headerBytes)
    implements SyntheticTrace {

  /** The policies that the adversary can foresee. */
  public enum Victim {
    /** The lowest hole that is large enough. */
    FIRST_FIT(AttackedHeapModel.Policy.FIRST_FIT),
    /** The smallest hole that is large enough, the lowest of its size. */
    BEST_FIT(AttackedHeapModel.Policy.BEST_FIT);

    private final AttackedHeapModel.Policy policy;

    Victim(AttackedHeapModel.Policy policy) {
      this.policy = policy;
    }

    /** The victim that a label names; empty if none. */
    static Optional<Victim> of(String label) {
      return Arrays.stream(values()).filter(victim -> victim.label().equals(label)).findAny();
    }

    private String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Checks the parameters. */
  public RobsonAdversary {
    if (largestWords < 1 || Integer.bitCount(largestWords) != 1) {
      throw new IllegalArgumentException(
          "synthetic pattern robson: largest is %d; expected a power of 2".formatted(largestWords));
    }
    if (liveWords < 1 || liveWords % largestWords != 0 || liveWords > 1 << 26) {
      throw new IllegalArgumentException(
          "synthetic pattern robson: live is %d, largest is %d; expected live to be a multiple of largest, up to 2^26"
              .formatted(liveWords, largestWords));
    }
    PatternParameterCheck.unitAndHeader("robson", unitBytes, headerBytes);
  }

  /** What any allocator that does not move blocks needs, in words. */
  public long leastHeapWords() {
    long steps = Integer.numberOfTrailingZeros(largestWords);
    return liveWords + liveWords * steps / 2 - largestWords + 1;
  }

  @Override
  public String label() {
    return "robson("
        + victim.label()
        + (", live " + liveWords + ", largest " + largestWords)
        + (", unit " + unitBytes + ", header " + headerBytes + ")");
  }

  @Override
  public void writeTo(OpSink sink) throws IOException {
    new Attack(sink).run();
  }

  /** The words of heap that the victim needs, as the adversary foresees it. */
  public long foreseenHeapWords() {
    Attack attack = new Attack((_, _, _, _) -> {});
    try {
      attack.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written
    }
    return attack.heap.wordsUsed();
  }

  /** A live block. */
  private record Block(int handle, long address, long words) {
    /**
     * Whether it lies on an address that is {@code residue} modulo {@code period}, at most once.
     */
    boolean occupies(long residue, long period) {
      long offset = Math.floorMod(residue - address, period);
      return offset < words;
    }
  }

  /** One run of the program. */
  private final class Attack {
    private final OpSink sink;
    private final AttackedHeapModel heap = new AttackedHeapModel(victim.policy);
    private List<Block> live = new ArrayList<>();
    private long freeWords = liveWords; // of the budget
    private int births;

    Attack(OpSink sink) {
      this.sink = sink;
    }

    void run() throws IOException {
      fillWith(1);
      long residue = 0;
      for (long words = 2; words <= largestWords; words *= 2) {
        long other = residue + words / 2;
        residue = unusable(other, words) > unusable(residue, words) ? other : residue;
        keepOnly(residue, words);
        fillWith(words);
      }
    }

    /** The words beside the blocks that would stay, in which no block of that many fits. */
    private long unusable(long residue, long words) {
      long sum = 0;
      for (Block block : live) {
        sum += block.occupies(residue, words) ? words - block.words : 0;
      }
      return sum;
    }

    private void keepOnly(long residue, long words) throws IOException {
      List<Block> kept = new ArrayList<>();
      for (Block block : live) {
        if (block.occupies(residue, words)) {
          kept.add(block);
        } else {
          free(block);
        }
      }
      live = kept;
    }

    private void free(Block block) throws IOException {
      heap.free(block.address, block.words);
      freeWords += block.words;
      sink.add(OpKind.FREE, block.handle, 0, 0);
    }

    private void fillWith(long words) throws IOException {
      for (; freeWords >= words; freeWords -= words) {
        live.add(new Block(births, heap.place(words), words));
        sink.add(OpKind.NEW, births++, 0, words * unitBytes - headerBytes);
      }
    }
  }
}
