// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Man pages and completions say what the commands are, no more and no less. */
final class ManualTest {
  private static final Pattern TERM = Pattern.compile("(?m)^\\.TP\n(\\\\fB\\\\-.*)$");
  private static final Pattern NAME = Pattern.compile("\\\\fB([^\\\\]*(?:\\\\-[^\\\\]*)+)\\\\fR");
  private static final Map<String, String> FILES = ManualMain.files("1.2.3", "2026-11-27");

  @TempDir private Path folder;

  @Test
  void everyCommandHasAPage() {
    Set<String> pages =
        ManualMain.commands(Main.commandLine()).stream()
            .map(command -> command.getCommandSpec().qualifiedName("-"))
            .map(name -> "man/man1/" + name + ".1")
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> written = new TreeSet<>(FILES.keySet());
    written.removeIf(file -> !file.startsWith("man/"));
    assertEquals(pages, written);
    assertTrue(pages.contains("man/man1/rmalloc-experiment-table.1"), pages::toString);
  }

  @Test
  void aPageHasTheOptionsOfItsCommand() {
    for (CommandLine command : ManualMain.commands(Main.commandLine())) {
      String page = page(command);
      Set<String> names = new TreeSet<>();
      TERM.matcher(page)
          .results()
          .flatMap(term -> NAME.matcher(term.group(1)).results())
          .forEach(name -> names.add(name.group(1).replace("\\-", "-")));
      assertEquals(names(command), names, command.getCommandName());
    }
  }

  @Test
  void aPageSaysWhatTheHelpSays() {
    for (CommandLine command : ManualMain.commands(Main.commandLine())) {
      String page = page(command).replaceAll("\\\\f[BIR]|\\\\&", "").replace("\\-", "-");
      String words = String.join(" ", page.split("\\s+"));
      for (OptionSpec option : command.getCommandSpec().options()) {
        String said = String.join(" ", option.description()).replace("%n", " ").strip();
        assertTrue(words.contains(said.replace("%%", "%")), said);
      }
      command
          .getCommandSpec()
          .usageMessage()
          .exitCodeList()
          .forEach((code, meaning) -> assertTrue(page.contains("\n" + meaning), page));
    }
  }

  /** Read back by man's own formatter, if there is one. */
  @Test
  void pagesAreWellFormed() throws Exception {
    assumeTrue(isThere("groff"), "did not run: no groff here");
    List<String> words = new ArrayList<>(List.of("groff", "-man", "-ww", "-Tutf8", "-Kutf8"));
    words.addAll(written("man/"));
    String said = run(words).replaceAll("\\s+", " ");
    assertTrue(said.contains("rmalloc-record - runs a program and records"), said);
    assertTrue(!said.contains("warning:"), said);
  }

  @Test
  void zshDescribesEveryOption() {
    String script = FILES.get("zsh/site-functions/_rmalloc");
    for (CommandLine command : ManualMain.commands(Main.commandLine())) {
      String name = "_" + command.getCommandSpec().qualifiedName("_");
      String function = script.replaceAll("(?s).*\n" + name + "\\(\\) \\{\n(.*?)\n}\n.*", "$1");
      Set<String> described = new TreeSet<>();
      Pattern.compile("(?m)^    '(?:\\([^)]*\\)|\\*)(--?[\\w-]+)")
          .matcher(function)
          .results()
          .forEach(option -> described.add(option.group(1)));
      assertEquals(names(command), described, name);
    }
  }

  @Test
  void fishKnowsEveryOption() {
    String script = FILES.get("fish/vendor_completions.d/rmalloc.fish");
    for (CommandLine command : ManualMain.commands(Main.commandLine())) {
      String words = command.getCommandSpec().qualifiedName(" ").replaceFirst("rmalloc ?", "");
      String condition =
          Arrays.stream(words.split(" "))
              .filter(word -> !word.isEmpty())
              .map(word -> "__fish_seen_subcommand_from " + word)
              .collect(Collectors.joining("; and "));
      for (String name : names(command)) {
        String typed = name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.charAt(1);
        assertTrue(
            script.lines().anyMatch(line -> line.contains(condition) && line.contains(typed + " ")),
            words + " " + name);
      }
    }
  }

  /** Each shell that is here reads its own; bash also completes. */
  @Test
  void shellsReadThem() throws Exception {
    for (String shell : List.of("zsh", "fish")) {
      if (isThere(shell)) {
        List<String> words = new ArrayList<>(List.of(shell, "-n"));
        words.addAll(written(shell + "/"));
        assertEquals("", run(words), shell);
      }
    }
    assumeTrue(isThere("bash"), "did not run: no bash here");
    assertEquals("experiment \n", completed("exp"));
    assertEquals("table \n", completed("experiment ta"));
    assertEquals("--fork-seed --forks \n", completed("run --fork"));
  }

  private String completed(String words) throws Exception {
    String script =
        """
        compopt() { :; }
        . "$0"
        COMP_WORDS=(rmalloc %s) COMP_CWORD=%d
        _complete_rmalloc
        printf '%%s ' $(printf '%%s\\n' "${COMPREPLY[@]}" | LC_ALL=C sort)
        echo
        """
            .formatted(words, words.split(" ").length);
    return run(List.of("bash", "-c", script, written("bash-completion/").getFirst()));
  }

  private static String page(CommandLine command) {
    return FILES.get("man/man1/" + command.getCommandSpec().qualifiedName("-") + ".1");
  }

  private static Set<String> names(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> Arrays.stream(option.names()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<String> written(String below) throws IOException {
    List<String> paths = new ArrayList<>();
    for (String name : FILES.keySet()) {
      if (name.startsWith(below)) {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        paths.add(Files.writeString(path, FILES.get(name)).toString());
      }
    }
    return paths;
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  private String run(List<String> words) throws Exception {
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> words.getFirst() + " hangs");
    return Files.readString(said);
  }
}
