// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.trial;

import java.util.Locale;
import java.util.Optional;
import org.rmalloc.trace.lock.LockSimulationMethod;

/** Which locks a trace is replayed with. */
public enum LockSimulationSetting {
  /** A trace of accesses gets fine locks; a lock trace keeps its own. */
  FINE,
  /** A trace of accesses gets coarse locks; a lock trace keeps its own. */
  COARSE,
  /** No locks, not even those of a lock trace. */
  NONE;

  /** How locks are simulated; empty when there are to be none. */
  public Optional<LockSimulationMethod> method() {
    return switch (this) {
      case FINE -> Optional.of(LockSimulationMethod.FINE);
      case COARSE -> Optional.of(LockSimulationMethod.COARSE);
      case NONE -> Optional.empty();
    };
  }

  /** As users type it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
