// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

/** What the program's exit status says. */
final class ExitCode {
  /** Done; rows that did not finish included. */
  static final int DONE = 0;

  /** It ran, and a check that the user asked for failed. */
  static final int CHECK_FAILED = 1;

  /** Wrong usage, or bad input. */
  static final int BAD_INPUT = 2;

  /** The machine is too noisy for the times asked for. */
  static final int TOO_NOISY = 3;

  /** A bug of ours. */
  static final int OUR_BUG = 70;

  /** Interrupted. */
  static final int INTERRUPTED = 130;

  /** Nobody reads standard output any more: 128 + SIGPIPE, as of any program. */
  static final int BROKEN_PIPE = 141;

  private ExitCode() {}
}
