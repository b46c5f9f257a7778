// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.progress;

import java.time.Duration;
import java.util.Optional;

/**
 * Is notified how far a long piece of work has come: a few times a second, from one thread at a
 * time.
 */
@FunctionalInterface
public interface ProgressListener {
  /** Tells nobody. */
  ProgressListener SILENT = (what, done, left) -> {};

  /**
   * The work has come further.
   *
   * @param what is being done now, in a few words
   * @param done share of the work, 0 to 1
   * @param left estimate of the time left; empty while there is nothing to go by
   */
  void at(String what, double done, Optional<Duration> left);
}
