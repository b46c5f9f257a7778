// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rmalloc.trace.ClosestWord;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command that somebody probably meant who typed another word. */
final class CommandSuggestion {
  private CommandSuggestion() {}

  /** Whether it was no option that was not understood, where a command was to stand. */
  static boolean isAboutCommand(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
        && !e.getCommandLine().getSubcommands().isEmpty()
        && !unmatched.getUnmatched().getFirst().startsWith("-");
  }

  /**
   * The word that was mistaken for a command's name: the first that was not understood, or the one
   * before it, which was taken for a file, if that is almost a command's name and the first is not.
   */
  static String mistaken(ParameterException e, String[] arguments) {
    String word = ((UnmatchedArgumentException) e).getUnmatched().getFirst();
    int place = Arrays.asList(arguments).indexOf(word);
    String before = place > 0 ? arguments[place - 1] : "";
    boolean isWordBefore =
        place > 0
            && !e.getCommandLine().getSubcommands().containsKey(before) // such as help
            && closest(e.getCommandLine(), word).isEmpty()
            && closest(e.getCommandLine(), before).isPresent();
    return isWordBefore ? before : word;
  }

  /** The command below another, in full, that is at most two slips from a word. */
  static Optional<String> closest(CommandLine command, String word) {
    return ClosestWord.closest(word, List.copyOf(command.getSubcommands().keySet()))
        .map(name -> command.getCommandSpec().qualifiedName() + " " + name);
  }
}
