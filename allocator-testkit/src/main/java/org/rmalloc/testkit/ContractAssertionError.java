// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

/** An allocator broke its contract. */
final class ContractAssertionError extends AssertionError {
  private static final long serialVersionUID = 1;

  ContractAssertionError(String problem) {
    super(problem);
  }

  ContractAssertionError(String problem, Throwable cause) {
    super(problem, cause);
  }

  /** A failure with a formatted message. */
  @SuppressWarnings("AnnotateFormatMethod") // that annotation is no dependency of ours
  static ContractAssertionError of(String problem, Object... values) {
    return new ContractAssertionError(problem.formatted(values));
  }

  /** Fails unless {@code holds}; for rare checks, since the message is made in any case. */
  static void require(boolean holds, String problem) {
    if (!holds) {
      throw new ContractAssertionError(problem);
    }
  }
}
