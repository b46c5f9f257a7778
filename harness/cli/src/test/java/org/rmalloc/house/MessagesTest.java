// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The catalogue of messages: every text of two words or more in the sources, printed into {@code
 * target/messages.txt}, and held to the rules for plain words, as is the documentation.
 */
final class MessagesTest {
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final Pattern WORDS = Pattern.compile(".*[a-z]{2,} [a-z]{2,}.*");

  /** Pictures, riddles and terms that have a plain one. */
  private static final Pattern BANNED =
      Pattern.compile(
          "\\b(born|births?|let go|merely|happens? to|of that draw|better in neither|no candidate"
              + "|left to allocate|expected it left out|found it here|on end)\\b");

  @Test
  void everyMessageIsInPlainWords() throws IOException {
    List<String> catalogue = catalogue();
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target/messages.txt"), catalogue);
    assertTrue(catalogue.size() > 400, "messages found: " + catalogue.size());
    assertEquals(List.of(), broken(catalogue.stream()));
  }

  @Test
  void theDocumentationIsInPlainWords() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> docs = Files.list(House.root().resolve("docs"))) {
      for (Path file :
          Stream.concat(docs, Stream.of(House.root().resolve("README.md")))
              .filter(path -> path.toString().endsWith(".md"))
              .sorted()
              .toList()) {
        Files.readAllLines(file).forEach(line -> lines.add(file.getFileName() + ": " + line));
      }
    }
    assertEquals(List.of(), broken(lines.stream()));
  }

  /** The rules find what they forbid. */
  @Test
  void aRiddleIsFound() {
    assertEquals(1, broken(Stream.of("X.java: blocks are born twice", "Y: all is well")).size());
  }

  private static List<String> broken(Stream<String> texts) {
    return texts.filter(text -> BANNED.matcher(text.toLowerCase(Locale.ROOT)).find()).toList();
  }

  private static List<String> catalogue() throws IOException {
    List<String> catalogue = new ArrayList<>();
    for (Path source : House.sourceFiles()) {
      if (source.toString().contains("/src/main/")) {
        String code = withoutComments(Files.readString(source));
        Matcher literal = LITERAL.matcher(JOINED.matcher(code).replaceAll(""));
        while (literal.find()) {
          if (WORDS.matcher(literal.group(1)).matches()) {
            catalogue.add(source.getFileName() + ": " + literal.group(1));
          }
        }
      }
    }
    return catalogue.stream().distinct().sorted().toList();
  }

  private static String withoutComments(String code) {
    return code.lines()
        .filter(line -> !line.strip().startsWith("*") && !line.strip().startsWith("/*"))
        .map(line -> line.replaceFirst("(^|[;{})] *)//.*", "$1"))
        .collect(Collectors.joining("\n"));
  }
}
