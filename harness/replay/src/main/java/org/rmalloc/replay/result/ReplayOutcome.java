// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.Set;

/** How a replay ended, or why there was none. */
public sealed interface ReplayOutcome {
  /** Every request was met. */
  record Finished() implements ReplayOutcome {}

  /** A request could not be met, not even after out-of-memory handling. */
  record OutOfMemory(UnmetRequest stop) implements ReplayOutcome {}

  /** The contender cannot manage such a heap; nothing was replayed. */
  record Refused(String reason) implements ReplayOutcome {}

  /** The contender cannot do what was demanded; nothing was replayed. */
  record NotTried(String reason) implements ReplayOutcome {}

  /**
   * A malloc library refused a request, or did what ended its process.
   *
   * @param how one of {@link #WAYS}
   * @param opIndex of the request that was not met
   * @param reason in a few words
   */
  record Ended(String how, long opIndex, String reason) implements ReplayOutcome {
    /** How a library may end a replay. */
    public static final Set<String> WAYS =
        Set.of("null", "wrong", "crashed", "exited", "killed", "timeout");

    /** Checks the word. */
    public Ended {
      if (!WAYS.contains(how) || opIndex < 0 || reason.isEmpty()) {
        throw new IllegalArgumentException(how + " at " + opIndex + ": " + reason);
      }
    }
  }

  /** The first word in files: {@code finished}, {@code out-of-memory}, {@code refused}, … */
  default String word() {
    return switch (this) {
      case Finished _ -> "finished";
      case OutOfMemory _ -> "out-of-memory";
      case Ended(String how, long _, String _) -> how;
      case Refused _ -> "refused";
      case NotTried _ -> "not-tried";
    };
  }

  /** Why it did not finish, in a few words; empty when it did. */
  default String reason() {
    return switch (this) {
      case Finished _ -> "";
      case OutOfMemory(UnmetRequest stop) -> stop.inWords();
      case Ended(String _, long _, String reason) -> reason;
      case Refused(String reason) -> reason;
      case NotTried(String reason) -> reason;
    };
  }

  /** Whether every request was met. */
  default boolean finished() {
    return this instanceof Finished;
  }

  /** Whether anything was replayed. */
  default boolean replayed() {
    return switch (this) {
      case Finished _, OutOfMemory _, Ended _ -> true;
      case Refused _, NotTried _ -> false;
    };
  }
}
