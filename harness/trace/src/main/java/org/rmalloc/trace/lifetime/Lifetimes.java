// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lifetime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.function.IntPredicate;
import org.rmalloc.trace.Trace;

/**
 * The lifetimes of a trace's blocks, by dense handle in order of birth. Time is counted in accesses
 * of the whole program.
 *
 * <p>Of a block, <em>own</em> is the number of accesses to it, <em>other</em> that of accesses to
 * anything else between its birth and its free or the end of the trace.
 */
public final class Lifetimes {
  private final long accesses;
  private final int handleCount;
  private final int[] fileHandles;
  private final long[] own;
  private final long[] spans; // see BlockLifetimeMeter

  Lifetimes(long accesses, int handleCount, int[] fileHandles, long[] own, long[] spans) {
    this.accesses = accesses;
    this.handleCount = handleCount;
    this.fileHandles = fileHandles;
    this.own = own;
    this.spans = spans;
  }

  /** The lifetimes of a trace in memory. O(ops). */
  public static Lifetimes of(Trace trace) {
    BlockLifetimeMeter tally = new BlockLifetimeMeter();
    try {
      trace.writeTo(tally);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a tally writes nowhere
    }
    return tally.lifetimes();
  }

  /** Accesses of the whole trace. */
  public long accessCount() {
    return accesses;
  }

  /** How many blocks there are. */
  public int handleCount() {
    return handleCount;
  }

  /** The handle's number in the file. */
  public int fileHandle(int handle) {
    return fileHandles[handle];
  }

  /** Whether the block was freed. */
  public boolean isFreed(int handle) {
    return spans[handle] < 0;
  }

  /** Accesses to the block. */
  public long own(int handle) {
    return own[handle];
  }

  /** Accesses to anything else while the block lived. */
  public long other(int handle) {
    long span = isFreed(handle) ? ~spans[handle] : accesses - spans[handle];
    return span - own[handle];
  }

  /** As {@link #own}, but a block never accessed counts as accessed once: as in 2014. */
  public long ownAtLeastOne(int handle) {
    return Math.max(1, own[handle]);
  }

  /**
   * (own + other) / all accesses: about 1 for a global, about 0 for a temporary; an own of 0 counts
   * as 1. Not a number in a trace without accesses.
   */
  public double macro(int handle) {
    return accesses == 0 ? Double.NaN : (double) (ownAtLeastOne(handle) + other(handle)) / accesses;
  }

  /** own / (own + other), above 0 to 1: how busy the block is while it lives. */
  public double micro(int handle) {
    return (double) ownAtLeastOne(handle) / (ownAtLeastOne(handle) + other(handle));
  }

  /** other / own: what the output of 2014 calls micro. */
  public double otherPerOwn(int handle) {
    return (double) other(handle) / ownAtLeastOne(handle);
  }

  /** The numbers in the file of those handles for which something holds. */
  public BitSet select(IntPredicate holds) {
    BitSet selected = new BitSet();
    for (int handle = 0; handle < handleCount; handle++) {
      if (holds.test(handle)) {
        selected.set(fileHandles[handle]);
      }
    }
    return selected;
  }
}
