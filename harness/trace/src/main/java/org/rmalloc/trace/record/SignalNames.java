// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

/** Names of Linux's signals, those that end programs. */
final class SignalNames {
  static final int LAST = 64;
  private static final String[] NAMES = {
    "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM"
  };

  private SignalNames() {}

  static String name(int signal) {
    return signal < NAMES.length ? "SIG" + NAMES[signal] : "signal " + signal;
  }
}
