// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lock;

import java.util.BitSet;
import java.util.function.IntPredicate;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.lifetime.Lifetimes;

/** How locks are simulated. */
public sealed interface LockSimulationMethod {
  /** The fine simulation at its default speeds. */
  LockSimulationMethod FINE = new Fine(RecentAccessLockParameters.DEFAULT, false);

  /** The coarse simulation at its default threshold. */
  LockSimulationMethod COARSE = new Coarse(Coarse.DEFAULT_THRESHOLD);

  /** The handles of the file for which a first pass finds the fact that the second one needs. */
  BitSet facts(Lifetimes lifetimes);

  /** A simulation that writes to {@code out}, given that fact by handle. */
  OpSink simulation(IntPredicate fact, OpSink out);

  /** This method and its parameters, as a provenance says them. */
  String label();

  /**
   * Locks follow accesses: {@link RecentAccessLockSimulation}. The fact is whether a block is ever
   * freed.
   */
  record Fine(RecentAccessLockParameters speeds, boolean compat2014)
      implements LockSimulationMethod {
    @Override
    public BitSet facts(Lifetimes lifetimes) {
      return lifetimes.select(lifetimes::isFreed);
    }

    @Override
    public OpSink simulation(IntPredicate fact, OpSink out) {
      return new RecentAccessLockSimulation(speeds, compat2014, fact, out);
    }

    @Override
    public String label() {
      return "fine " + speeds.label() + (compat2014 ? " compat=2014" : "");
    }
  }

  /**
   * Temporaries are locked for life: {@link ShortLivedBlockLockSimulation}. The fact is whether a
   * block is one.
   *
   * @param threshold the macro lifetime below which it is, 0 to 1
   */
  record Coarse(double threshold) implements LockSimulationMethod {
    /** Of 2014. */
    public static final double DEFAULT_THRESHOLD = 0.5;

    /** Checks the threshold. */
    public Coarse {
      if (!(threshold >= 0 && threshold <= 1)) {
        throw new IllegalArgumentException(
            "found lock threshold %s; expected a number from 0 to 1".formatted(threshold));
      }
    }

    @Override
    public BitSet facts(Lifetimes lifetimes) {
      return lifetimes.select(handle -> lifetimes.macro(handle) < threshold);
    }

    @Override
    public OpSink simulation(IntPredicate fact, OpSink out) {
      return new ShortLivedBlockLockSimulation(fact, out);
    }

    @Override
    public String label() {
      return "coarse threshold=" + threshold;
    }
  }
}
