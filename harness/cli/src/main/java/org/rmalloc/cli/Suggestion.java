// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.util.List;
import java.util.Optional;
import org.rmalloc.trace.Spelling;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command that somebody probably meant who typed another word. */
final class Suggestion {
  private Suggestion() {}

  /** Whether it was no option that was not understood, where a command was to stand. */
  static boolean isAboutCommand(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
        && !e.getCommandLine().getSubcommands().isEmpty()
        && !unmatched.getUnmatched().getFirst().startsWith("-");
  }

  /** The command whose name is at most two slips from the first word that was not understood. */
  static Optional<String> of(ParameterException e) {
    String word = ((UnmatchedArgumentException) e).getUnmatched().getFirst();
    return Spelling.closest(word, List.copyOf(e.getCommandLine().getSubcommands().keySet()));
  }
}
