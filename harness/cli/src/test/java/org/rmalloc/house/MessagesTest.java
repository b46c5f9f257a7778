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
 * The catalogue of messages: the texts of every statement that has one of two words or more,
 * printed into {@code target/messages.txt}, and held to the rules for plain words, as is the
 * documentation. {@code .ci/draw} draws from it.
 */
final class MessagesTest {
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final Pattern WORDS = Pattern.compile(".*[a-z]{2,} [a-z]{2,}.*");
  private static final Pattern MARKUP = Pattern.compile("</?[a-z].*");

  /** What refuses a user's input by one text, which must therefore say all. */
  private static final Pattern REFUSAL =
      Pattern.compile(
          ".*new (Usage|Recording|InvalidOption|Parameter)Exception\\(.*", Pattern.DOTALL);

  /** What to do, behind a semicolon; what would have been right; or what is not there. */
  private static final Pattern REMEDY = Pattern.compile("; |\\bexpected\\b|\\bno such\\b");

  /**
   * The texts of a statement.
   *
   * @param code the statement's, up to its last text
   */
  private record Message(Path source, String code, List<String> texts) {
    boolean isForPeople() {
      return texts.stream().anyMatch(text -> WORDS.matcher(text).matches());
    }

    /** With the file's name in front, the texts side by side. */
    String line() {
      return source.getFileName() + ": " + String.join(" | ", texts);
    }
  }

  /** Pictures, riddles and terms that have a plain one. */
  private static final Pattern BANNED =
      Pattern.compile(
          "\\b(born|births?|let go|lets go|merely|happens? to|of that draw|better in neither|no"
              + " candidate|left to allocate|expected it left out|found it here|on end|tells"
              + " (?!.*apart)|told to|hears|by another hand)\\b|(^|[.:;]"
              + " )(replayed|compared|drawn|recommended|measured|refused) (is|are) the\\b");

  @Test
  void everyMessageIsInPlainWords() throws IOException {
    List<String> catalogue = catalogue();
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target/messages.txt"), catalogue);
    assertTrue(catalogue.size() > 400, "messages found: " + catalogue.size());
    assertEquals(List.of(), broken(catalogue.stream()));
  }

  /**
   * Errors in a file say what was found and what was expected, by two texts. Other refusals have
   * one, which says what to do as well.
   */
  @Test
  void everyRefusalSaysWhatToDo() throws IOException {
    List<String> silent =
        messages().stream()
            .filter(message -> REFUSAL.matcher(message.code()).matches())
            .map(Message::line)
            .filter(line -> !REMEDY.matcher(line).find())
            .toList();
    assertEquals(List.of(), silent);
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
    return messages().stream().map(Message::line).distinct().sorted().toList();
  }

  private static List<Message> messages() throws IOException {
    List<Message> messages = new ArrayList<>();
    for (Path source : House.sourceFiles()) {
      if (source.toString().contains("/src/main/")) {
        String code = withoutComments(Files.readString(source));
        addMessages(messages, source, JOINED.matcher(code).replaceAll(""));
      }
    }
    return messages.stream().filter(Message::isForPeople).toList();
  }

  /** A statement ends at a semicolon or a brace between two texts. */
  private static void addMessages(List<Message> messages, Path source, String code) {
    StringBuilder statement = new StringBuilder();
    List<String> texts = new ArrayList<>();
    Matcher literal = LITERAL.matcher(code);
    int end = 0;
    while (literal.find()) {
      String between = code.substring(end, literal.start());
      int start = Math.max(between.lastIndexOf(';'), between.lastIndexOf('{'));
      if (start >= 0) {
        messages.add(new Message(source, statement.toString(), List.copyOf(texts)));
        statement.setLength(0);
        texts.clear();
      }
      statement.append(between.substring(start + 1));
      if (!MARKUP.matcher(literal.group(1)).matches()) {
        texts.add(literal.group(1));
      }
      end = literal.end();
    }
    messages.add(new Message(source, statement.toString(), List.copyOf(texts)));
  }

  private static String withoutComments(String code) {
    return code.lines()
        .filter(line -> !line.strip().startsWith("*") && !line.strip().startsWith("/*"))
        .map(line -> line.replaceFirst("(^|[;{})] *)//.*", "$1"))
        .collect(Collectors.joining("\n"));
  }
}
