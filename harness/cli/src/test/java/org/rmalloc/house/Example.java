// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line of {@code examples.txt} with the lines indented below it: a block of a page, and what is
 * done to know that it is true.
 *
 * @param start of the block's first line; behind … stands what is further down in it
 * @param attributes {@code key} or {@code key: value}; the first says how the block is held
 */
record Example(String page, String start, List<String> attributes) {
  private static final Path LIST = Path.of("harness/cli/src/test/resources/examples.txt");

  private static final Pattern WAYS =
      Pattern.compile(
          "run|run when all|drawing|syntax|file: .+|held by: .+|not run: .+"
              + "|(lines of the )?output of: .+");

  static List<Example> listed() throws IOException {
    List<Example> examples = new ArrayList<>();
    List<String> common = new ArrayList<>();
    for (String line : Files.readAllLines(House.root().resolve(LIST))) {
      if (line.startsWith("  ") && examples.isEmpty()) {
        common.add(line.strip());
      } else if (line.startsWith("  ")) {
        examples.getLast().attributes().add(line.strip());
      } else if (!line.isBlank() && !line.startsWith("#")) {
        String[] words = line.split(": ", 2);
        examples.add(new Example(words[0], words[1], new ArrayList<>()));
      }
    }
    examples.forEach(example -> example.attributes().addAll(common));
    return examples;
  }

  boolean isOf(PageBlock block) {
    String[] parts = start.split(" … ", 0);
    return block.page().equals(page)
        && block.text().startsWith(parts[0])
        && block.text().contains(parts[parts.length - 1]);
  }

  /**
   * Whether its commands are run.
   *
   * @param slowPages of which pages those are run that take long: {@code all}, a part of a page's
   *     name, or none if empty
   */
  boolean isRun(String slowPages) {
    boolean slowToo = slowPages.equals("all") || (!slowPages.isEmpty() && page.contains(slowPages));
    return has("run") || (slowToo && has("run when all"));
  }

  /** Whether its first attribute is a way to hold it. */
  boolean isHeld() {
    return WAYS.matcher(attributes.getFirst()).matches();
  }

  /** Text with what varies from run to run taken out, if the list says that it does. */
  String comparable(String text) {
    String comparable = has("times vary") ? VaryingFigures.withoutTimes(text) : text;
    return has("numbers vary") ? VaryingFigures.withoutNumbers(comparable) : comparable;
  }

  boolean has(String attribute) {
    return attributes.contains(attribute);
  }

  Optional<String> value(String key) {
    return values(key).findFirst();
  }

  Stream<String> values(String key) {
    return attributes.stream()
        .filter(attribute -> attribute.startsWith(key + ": "))
        .map(attribute -> attribute.substring(key.length() + 2));
  }

  /** Text of the page with what stands for something replaced by that. */
  String replaced(String text) {
    String replaced = text;
    for (String pair : values("let").toList()) {
      String[] sides = pair.split(" => ", 2);
      replaced =
          Pattern.compile("(?<![\\w/])" + Pattern.quote(sides[0]) + "(?!\\w)")
              .matcher(replaced)
              .replaceAll(Matcher.quoteReplacement(sides[1]));
    }
    return replaced;
  }

  String name() {
    return page + ": " + start;
  }
}
