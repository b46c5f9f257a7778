// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.Optional;

/** Runs a sequence on a fresh heap, and finds what is wrong with what comes of it. */
@FunctionalInterface
interface CallSequenceCheck {
  /** Examines {@code sequence}; throws anything when there is something wrong. */
  void examine(CallSequence sequence);

  /** What is wrong, if anything. */
  default Optional<Throwable> faultOf(CallSequence sequence) {
    try {
      examine(sequence);
      return Optional.empty();
    } catch (AssertionError | RuntimeException | StackOverflowError fault) {
      return Optional.of(fault);
    }
  }
}
