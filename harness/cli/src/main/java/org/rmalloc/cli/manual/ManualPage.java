// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli.manual;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The man page of one command, in the macros of man(7). */
public final class ManualPage {
  private final CommandSpec command;
  private final Help help;
  private final String version;
  private final String date;

  /** A page that names the version and the date, {@code 2026-11-27}. */
  public ManualPage(CommandLine command, String version, String date) {
    this.command = command.getCommandSpec();
    this.help = new Help(this.command, Help.defaultColorScheme(Help.Ansi.OFF));
    this.version = version;
    this.date = date;
  }

  /** The name of its file: {@code rmalloc-experiment-table.1}. */
  public String fileName() {
    return dashed(command) + ".1";
  }

  /** The whole page. */
  public String text() {
    return heading()
        + section("NAME", escaped(dashed(command)) + " \\- " + escaped(nameLine()))
        + section("SYNOPSIS", synopsis())
        + section("DESCRIPTION", escaped(PlainHelpTexts.of(command)))
        + section("ARGUMENTS", arguments(command.positionalParameters().stream()))
        + section("OPTIONS", options())
        + section("COMMANDS", commands())
        + section("EXIT STATUS", exitCodes())
        + section("SEE ALSO", seeAlso());
  }

  private String heading() {
    return ".TH %s 1 %s \"rmalloc %s\" \"rmalloc\"\n"
        .formatted(quoted(dashed(command).toUpperCase(Locale.ROOT)), date, version);
  }

  private static String section(String name, String text) {
    return text.isEmpty() ? "" : ".SH " + name + "\n" + text + "\n";
  }

  private String nameLine() {
    String summary = PlainHelpTexts.summary(PlainHelpTexts.of(command));
    return summary.substring(0, 1).toLowerCase(Locale.ROOT) + summary.substring(1);
  }

  private String synopsis() {
    String name = command.qualifiedName();
    String rest = help.synopsis(0).replaceAll("\\s+", " ").strip().substring(name.length());
    return "\\fB%s\\fR%s".formatted(escaped(name), escaped(rest));
  }

  private String options() {
    return arguments(
        command.options().stream()
            .filter(option -> !option.hidden())
            .sorted(Comparator.comparing(OptionSpec::longestName)));
  }

  private String arguments(Stream<? extends ArgSpec> arguments) {
    return arguments.map(this::argument).collect(Collectors.joining("\n"));
  }

  private String argument(ArgSpec argument) {
    return ".TP\n" + term(argument) + "\n" + escaped(PlainHelpTexts.plain(argument.description()));
  }

  private String term(ArgSpec argument) {
    String label =
        "\\fI%s\\fR"
            .formatted(
                escaped(
                    help.parameterLabelRenderer()
                        .renderParameterLabel(argument, Help.Ansi.OFF, List.of())
                        .toString()
                        .strip()));
    if (!(argument instanceof OptionSpec option)) {
      return label;
    }
    String names =
        Arrays.stream(option.names())
            .map(name -> "\\fB%s\\fR".formatted(escaped(name)))
            .collect(Collectors.joining(", "));
    return option.arity().max() == 0 ? names : names + label;
  }

  private String commands() {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .map(
            below ->
                ".TP\n\\fB%s\\fR(1)\n%s"
                    .formatted(escaped(dashed(below)), escaped(PlainHelpTexts.of(below))))
        .collect(Collectors.joining("\n"));
  }

  private String exitCodes() {
    return command.usageMessage().exitCodeList().entrySet().stream()
        .map(ManualPage::exitCode)
        .collect(Collectors.joining("\n"));
  }

  private static String exitCode(Map.Entry<String, String> code) {
    return ".TP\n\\fB%s\\fR\n%s"
        .formatted(escaped(code.getKey().strip()), escaped(PlainHelpTexts.plain(code.getValue())));
  }

  /** The command above it. */
  private String seeAlso() {
    return command.parent() == null
        ? ""
        : "\\fB%s\\fR(1)".formatted(escaped(dashed(command.parent())));
  }

  private static String dashed(CommandSpec command) {
    return command.qualifiedName("-");
  }

  private static String quoted(String word) {
    return '"' + escaped(word) + '"';
  }

  /** Hyphens as they are typed, and no line that begins like a request. */
  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^(?=[.'])", "\\\\&");
  }
}
