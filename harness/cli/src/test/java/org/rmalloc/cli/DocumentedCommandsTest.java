// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rmalloc.house.PageBlock;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/**
 * Each command that a page shows to be typed is one that rmalloc takes, with options that it has.
 */
final class DocumentedCommandsTest {
  private static final CommandLine PROGRAM = Main.commandLine();
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^ *(?:\\$ |- run: |script: )?(?:\\./|\\$RMALLOC/)?rmalloc (.*)$");

  /** Within a sentence, where what it needs may be left out. */
  private static final Pattern NAMED = Pattern.compile("`rmalloc ([a-z][^`\n]*)`");

  /** Where the command's own words end: the shell goes on, or a comment begins. */
  private static final Pattern END =
      Pattern.compile(" (?:&&|\\||>|2>|<|#)(?: .*|$)|;(?: .*|$)| {3,}.*");

  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");

  @Test
  void everyCommandIsOneThatIsTaken() throws IOException {
    List<String> refused = new ArrayList<>();
    int seen = 0;
    for (Path page : PageBlock.pages()) {
      for (String command : commands(Files.readString(page))) {
        seen++;
        refusal(command).forEach(why -> refused.add(page.getFileName() + ": " + why));
      }
    }
    assertEquals(List.of(), refused);
    assertTrue(seen > 60, seen + " commands");
  }

  @Test
  void anOptionThatIsGoneIsFound() {
    List<String> commands =
        commands("text\n\n    ./rmalloc run a.ops --no-such 3    and a comment\n");
    assertEquals(List.of("run a.ops --no-such 3"), commands);
    assertEquals(1, refusal(commands.getFirst()).size());
    assertEquals(List.of(), refusal("run a.ops --no-timing -o out"));
  }

  private static List<String> commands(String page) {
    Stream<MatchResult> typed =
        PageBlock.of("", page).stream().flatMap(block -> COMMAND.matcher(block.text()).results());
    return Stream.concat(typed, NAMED.matcher(page).results())
        .map(command -> END.matcher(command.group(1)).replaceFirst("").strip())
        .filter(command -> !isSyntax(command))
        .toList();
  }

  /** What a command can look like, rather than one to type; or a sentence about the allocator. */
  private static boolean isSyntax(String command) {
    return command.matches("(did not finish|has no|also finishes) .*")
        || command.contains("[")
        || command.contains("…")
        || command.matches(".*[A-Z]\\|[A-Z].*");
  }

  private static List<String> refusal(String command) {
    String[] words =
        WORD.matcher(command)
            .results()
            .map(word -> word.group().replaceAll("[\"']", ""))
            .toArray(String[]::new);
    try {
      PROGRAM.parseArgs(words);
      return List.of();
    } catch (MissingParameterException _) {
      return List.of();
    } catch (ParameterException e) {
      return List.of(command + ": " + e.getMessage());
    }
  }
}
