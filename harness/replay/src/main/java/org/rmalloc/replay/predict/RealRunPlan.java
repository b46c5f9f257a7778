// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.predict;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rmalloc.trace.UsageException;

/**
 * How a real program is run.
 *
 * @param command the program and its arguments
 * @param runs under each library, 1 or more
 * @param seed of the order in which libraries take turns
 * @param before a command of the shell that runs before each run, unmeasured and without a library
 * @param unset names of variables that the program is not to see
 */
public record RealRunPlan(
    List<String> command, int runs, long seed, Optional<String> before, Set<String> unset) {

  /** Copies the collections, and checks the number of runs. */
  public RealRunPlan {
    command = List.copyOf(command);
    unset = Set.copyOf(unset);
    if (runs < 1) {
      throw new UsageException("--runs: found %d, expected 1 or more".formatted(runs));
    }
    if (seed < 0) {
      throw new UsageException("--seed: found %d, expected 0 or more".formatted(seed));
    }
  }

  /** What the program is called: the last part of its path. */
  public String program() {
    String path = command.getFirst();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
