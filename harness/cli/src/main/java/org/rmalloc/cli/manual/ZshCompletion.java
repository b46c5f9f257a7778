// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Completion for zsh: a function for each command, which describes its arguments to zsh's {@code
 * _arguments}. picocli has none of its own but bash's, in which zsh shows no descriptions.
 */
public final class ZshCompletion {
  private final StringBuilder functions = new StringBuilder();

  /** The file {@code _NAME} for a folder of zsh's {@code fpath}. */
  public static String of(CommandLine command) {
    ZshCompletion completion = new ZshCompletion();
    completion.function(command.getCommandSpec());
    String name = command.getCommandName();
    return "#compdef %s\n\n%s_%s \"$@\"\n".formatted(name, completion.functions, name);
  }

  private void function(CommandSpec command) {
    Collection<CommandLine> below = command.subcommands().values();
    below.forEach(one -> function(one.getCommandSpec()));
    List<String> arguments = new ArrayList<>();
    command.options().stream()
        .filter(option -> !option.hidden())
        .map(ZshCompletion::option)
        .forEach(arguments::add);
    if (below.isEmpty()) {
      command.positionalParameters().forEach(parameter -> arguments.add(parameter(parameter)));
    }
    functions.append(functionName(command)).append("() {\n");
    functions.append(below.isEmpty() ? leaf(arguments) : branch(command, arguments));
    functions.append("}\n\n");
  }

  private static String leaf(List<String> arguments) {
    return "  _arguments -s -S" + lines(arguments);
  }

  /** A word that is one of the commands chooses the function of that command. */
  private static String branch(CommandSpec command, List<String> arguments) {
    arguments.add("'1: :->first'");
    arguments.add("'*:: :->rest'");
    StringBuilder text = new StringBuilder("  local curcontext=$curcontext context state line\n");
    text.append("  local -a commands=(\n");
    command
        .subcommands()
        .forEach(
            (name, one) ->
                text.append("    ")
                    .append(quoted(name + ":" + described(PlainHelpTexts.of(one.getCommandSpec()))))
                    .append('\n'));
    text.append("  )\n  _arguments -C -S").append(lines(arguments));
    text.append("  case $state in\n    first) _describe command commands");
    text.append(command.positionalParameters().isEmpty() ? "" : "; _files");
    text.append(" ;;\n    rest) (( $+functions[%s_$line[1]] )) && %s_$line[1] ;;\n  esac\n");
    return text.toString().replace("%s", functionName(command));
  }

  private static String lines(List<String> arguments) {
    return arguments.stream().map(one -> " \\\n    " + one).collect(Collectors.joining()) + "\n";
  }

  private static String option(OptionSpec option) {
    String text = "[" + described(PlainHelpTexts.plain(option.description())) + "]";
    if (option.arity().max() > 0) {
      text += ":" + escaped(option.paramLabel()) + ":" + action(option);
    }
    String rest = text;
    String before = option.isMultiValue() ? "*" : "(" + String.join(" ", option.names()) + ")";
    return Arrays.stream(option.names())
        .map(name -> quoted(before + name + assignment(option, name) + rest))
        .collect(Collectors.joining(" \\\n    "));
  }

  /** What stands between a name and its value: zsh takes {@code --name value}, too. */
  private static String assignment(OptionSpec option, String name) {
    if (option.arity().max() == 0) {
      return "";
    }
    return name.startsWith("--") ? "=" : "+";
  }

  private static String parameter(PositionalParamSpec parameter) {
    String place = parameter.arity().max() > 1 || parameter.isMultiValue() ? "*" : "";
    return quoted(place + ":" + escaped(parameter.paramLabel()) + ":" + action(parameter));
  }

  private static String action(ArgSpec argument) {
    List<String> candidates = PlainHelpTexts.candidates(argument);
    if (!candidates.isEmpty()) {
      return "(" + String.join(" ", candidates) + ")";
    }
    return PlainHelpTexts.takesFile(argument) ? "_files" : " ";
  }

  private static String functionName(CommandSpec command) {
    return "_" + command.qualifiedName("_");
  }

  private static String described(String text) {
    return escaped(PlainHelpTexts.summary(text));
  }

  private static String escaped(String text) {
    return text.replaceAll("[\\\\\\[\\]:]", "\\\\$0");
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
