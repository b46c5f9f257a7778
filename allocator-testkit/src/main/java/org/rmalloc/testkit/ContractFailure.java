// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

/** An allocator broke its contract. */
final class ContractFailure extends AssertionError {
  private static final long serialVersionUID = 1;

  ContractFailure(String problem) {
    super(problem);
  }

  ContractFailure(String problem, Throwable cause) {
    super(problem, cause);
  }

  /** A failure with a formatted message. */
  @SuppressWarnings("AnnotateFormatMethod") // that annotation is no dependency of ours
  static ContractFailure of(String problem, Object... values) {
    return new ContractFailure(problem.formatted(values));
  }

  /** Fails unless {@code holds}; for rare checks, since the message is made in any case. */
  static void require(boolean holds, String problem) {
    if (!holds) {
      throw new ContractFailure(problem);
    }
  }
}
