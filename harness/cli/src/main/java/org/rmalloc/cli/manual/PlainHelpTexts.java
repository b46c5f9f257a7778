// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli.manual;

import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What the model of a command says in words, as plain text. */
final class PlainHelpTexts {
  private PlainHelpTexts() {}

  /** A description on one line, as picocli prints it: a percent sign may stand once or twice. */
  static String plain(String... lines) {
    return String.join(" ", lines)
        .replace("%n", " ")
        .replace("%%", "%")
        .replaceAll("\\s+", " ")
        .strip();
  }

  /** What a command does. */
  static String of(CommandSpec command) {
    return plain(command.usageMessage().description());
  }

  /** The first sentence, without its full stop: what fits a list of choices. */
  static String summary(String text) {
    return text.replaceFirst("[.;:]( .*)?$", "");
  }

  /** The values that an argument can have, where they are words: of its label, or of its type. */
  static List<String> candidates(ArgSpec argument) {
    List<String> words = List.of(argument.paramLabel().split("\\|"));
    if (words.size() > 1) {
      return words.stream().filter(word -> word.matches("[a-z][a-z0-9-]*")).toList();
    }
    Iterable<String> ofType = argument.completionCandidates();
    return ofType == null
        ? List.of()
        : StreamSupport.stream(ofType.spliterator(), false)
            .map(value -> value.toLowerCase(Locale.ROOT))
            .toList();
  }

  /** Whether a file or folder can stand there. */
  static boolean takesFile(ArgSpec argument) {
    return argument.paramLabel().matches("(?s).*(FILE|DIR|STORE|TRACE|JAR|PATH|COMMAND).*");
  }
}
