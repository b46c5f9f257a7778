// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli.manual;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish: a line for each command and each option. picocli has none. */
public final class FishCompletion {
  private final String program;
  private final StringBuilder lines = new StringBuilder();

  private FishCompletion(String program) {
    this.program = program;
  }

  /** The file {@code NAME.fish}. */
  public static String of(CommandLine command) {
    FishCompletion completion = new FishCompletion(command.getCommandName());
    completion.add(command.getCommandSpec(), List.of());
    return completion.lines.toString();
  }

  /** A command's own options and commands, after the words that lead to it. */
  private void add(CommandSpec command, List<String> words) {
    Collection<CommandLine> below = command.subcommands().values();
    String here = condition(words, below);
    command.options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> add(here, option(option)));
    for (CommandLine one : below) {
      String text = PlainHelpTexts.summary(PlainHelpTexts.of(one.getCommandSpec()));
      String files = command.positionalParameters().isEmpty() ? " -f" : "";
      add(here, files + " -a " + one.getCommandName() + " -d " + quoted(text));
      List<String> longer = new ArrayList<>(words);
      longer.add(one.getCommandName());
      add(one.getCommandSpec(), longer);
    }
  }

  private void add(String condition, String rest) {
    lines.append("complete -c %s -n %s%s\n".formatted(program, quoted(condition), rest));
  }

  /** Every word before has been given, and none of those that lead further. */
  private static String condition(List<String> words, Collection<CommandLine> below) {
    List<String> parts = new ArrayList<>();
    words.forEach(word -> parts.add("__fish_seen_subcommand_from " + word));
    if (!below.isEmpty()) {
      parts.add(
          below.stream()
              .map(CommandLine::getCommandName)
              .collect(Collectors.joining(" ", "not __fish_seen_subcommand_from ", "")));
    }
    return String.join("; and ", parts);
  }

  private static String option(OptionSpec option) {
    StringBuilder text = new StringBuilder();
    for (String name : option.names()) {
      text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    if (option.arity().max() > 0) {
      List<String> candidates = PlainHelpTexts.candidates(option);
      text.append(PlainHelpTexts.takesFile(option) ? " -r" : " -x");
      text.append(candidates.isEmpty() ? "" : " -a " + quoted(String.join(" ", candidates)));
    }
    String description = PlainHelpTexts.summary(PlainHelpTexts.plain(option.description()));
    return text.append(" -d ").append(quoted(description)).toString();
  }

  private static String quoted(String word) {
    return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
