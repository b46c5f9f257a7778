// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code rmalloc help}. */
@Command(
    name = "help",
    description = {"Prints the help of a command, or of rmalloc itself.", ""},
    mixinStandardHelpOptions = true)
final class HelpCommand implements Runnable {
  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The command, and the command below it where there is one.")
  private List<String> words = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    CommandLine command = spec.parent().commandLine();
    for (String word : words) {
      command = below(command, word);
    }
    command.usage(Main.out(spec));
  }

  /** A word that names no command is refused as it is where commands stand. */
  private static CommandLine below(CommandLine command, String word) {
    CommandLine found = command.getSubcommands().get(word);
    if (found == null) {
      throw new UnmatchedArgumentException(command, List.of(word));
    }
    return found;
  }
}
