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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.house.MessageCatalogue.Message;

/**
 * The catalogue of messages: the texts of every statement that has one of two words or more,
 * printed into {@code target/messages.txt}, and held to the rules for plain words, as is the
 * documentation. {@code .ci/draw} draws from it. Faults of the program itself are held to the rules
 * as well, but no user reads them, and the printed catalogue leaves them out.
 */
final class MessagesTest {
  /** What refuses a user's input by one text, which must therefore say all. */
  private static final Pattern REFUSAL =
      Pattern.compile(
          ".*new (Usage|Recording|InvalidOption|Parameter)Exception\\(.*", Pattern.DOTALL);

  /** What to do, behind a semicolon; what would have been right; or what is not there. */
  private static final Pattern REMEDY = Pattern.compile("; |\\bexpected\\b|\\bno such\\b");

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

  /** What a method makes for another one is read in the message of that one, and not alone. */
  @Test
  void aPartIsShownInItsMessage(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("Planted.java"),
            """
            class Planted {
              String whole() { return "the trace is broken: " + reason(); }
              String reason() { return early ? "it ends too early" : "it has no end"; }
              String first() { return refused("a free of an unknown block"); }
              String refused(String fault) { return fault + " was refused"; }
            }
            """);
    assertEquals(
        List.of(
            "Planted.java: the trace is broken: (it ends too early|it has no end)",
            "Planted.java: a free of an unknown block was refused"),
        MessageCatalogue.of(List.of(file)).stream().map(Message::line).toList());
  }

  private static List<String> broken(Stream<String> texts) {
    return texts.filter(text -> BANNED.matcher(text.toLowerCase(Locale.ROOT)).find()).toList();
  }

  private static List<String> catalogue() throws IOException {
    return messages().stream()
        .filter(message -> !message.isInternal())
        .map(Message::line)
        .distinct()
        .sorted()
        .toList();
  }

  private static List<Message> messages() throws IOException {
    return MessageCatalogue.of(
        House.sourceFiles().stream()
            .filter(source -> source.toString().contains("/src/main/"))
            .filter(source -> !source.toString().endsWith("-info.java"))
            .toList());
  }
}
