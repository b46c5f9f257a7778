// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.rounds;

import java.util.Arrays;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.random.SplitMix64;

/**
 * Repeats a trace in rounds. Every further round has fresh handles, and before its first op frees a
 * share of the blocks that are live, drawn without replacement, each as likely as the next. Times
 * are left out: they are those of one round.
 *
 * <p>Handles of the file are renumbered: 0, 1, 2 … in order of birth.
 */
public final class TraceRepeater {
  private final Trace trace;
  private final int killPercent;
  private final SplitMix64 random;
  private final TraceBuilder rounds;
  private final int[] births; // by handle of the trace: its handle in this round
  private int birthCount;
  private int[] live = new int[256]; // handles, in no order
  private int[] places = new int[256]; // by handle: where it is in live
  private int liveCount;

  private TraceRepeater(Trace trace, int killPercent, long seed) {
    this.trace = trace;
    this.killPercent = killPercent;
    random = new SplitMix64(seed);
    rounds = new TraceBuilder(trace.dialect(), trace.addresses().length > 0);
    births = new int[trace.handleCount()];
  }

  /**
   * The trace played several times. O(rounds · ops).
   *
   * @param count 1 or more; 1 gives the trace itself
   * @param killPercent 0 to 100; of n live blocks ⌊n · killPercent / 100⌋ are freed
   * @param seed of the draw: equal seeds give equal victims on every machine
   */
  public static Trace repeat(Trace trace, int count, int killPercent, long seed) {
    if (count < 1 || killPercent < 0 || killPercent > 100) {
      throw new IllegalArgumentException(
          "found %d rounds, kill percent %d; expected 1 or more rounds, 0 to 100 percent"
              .formatted(count, killPercent));
    }
    return count == 1 ? trace : new TraceRepeater(trace, killPercent, seed).build(count, seed);
  }

  private Trace build(int count, long seed) {
    for (int round = 0; round < count; round++) {
      if (round > 0) {
        kill((int) (liveCount * (long) killPercent / 100));
      }
      play();
    }
    return rounds.build(
        trace
            .provenance()
            .with("rounds=" + count + " kill-percent=" + killPercent + " seed=" + seed));
  }

  private void kill(int victims) {
    for (int i = 0; i < victims; i++) {
      int victim = live[(int) random.below(liveCount)];
      rounds.add(OpKind.FREE, victim, 0, 0);
      bury(victim);
    }
  }

  private void play() {
    boolean hasAddresses = trace.addresses().length > 0;
    for (int op = 0; op < trace.opCount(); op++) {
      OpKind kind = trace.kind(op);
      int handle = trace.handles()[op];
      if (kind == OpKind.NEW) {
        births[handle] = birth();
      }
      if (trace.marks().log2Alignment(op) > 0) {
        rounds.mark(OpAnnotationKind.ALIGNMENT, 1L << trace.marks().log2Alignment(op));
      }
      if (trace.marks().hasThreads()) {
        rounds.mark(OpAnnotationKind.THREAD, trace.marks().thread(op));
      }
      long address = hasAddresses ? trace.addresses()[op] : 0;
      rounds.add(kind, births[handle], address, trace.sizes()[op]);
      if (kind == OpKind.FREE) {
        bury(births[handle]);
      }
    }
  }

  private int birth() {
    int handle = birthCount++;
    if (handle == places.length) {
      places = Arrays.copyOf(places, 2 * handle);
    }
    if (liveCount == live.length) {
      live = Arrays.copyOf(live, 2 * liveCount);
    }
    places[handle] = liveCount;
    live[liveCount++] = handle;
    return handle;
  }

  private void bury(int handle) {
    int last = live[--liveCount];
    live[places[handle]] = last;
    places[last] = places[handle];
  }
}
