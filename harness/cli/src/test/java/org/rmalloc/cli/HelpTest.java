// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** Every command's help is whole sentences that a terminal shows whole. */
final class HelpTest {
  @Test
  void everyCommandExplainsItselfWithoutComplaint() {
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    PrintStream err = System.err;
    System.setErr(new PrintStream(complaints, true, StandardCharsets.UTF_8)); // picocli's own talk
    try {
      Main.commandLine().getSubcommands().keySet().forEach(HelpTest::explains);
    } finally {
      System.setErr(err);
    }
    assertEquals("", complaints.toString(StandardCharsets.UTF_8));
  }

  private static void explains(String command) {
    Execution help = Execution.of(command, "--help");
    assertEquals(ExitCode.DONE, help.status(), command);
    assertTrue(help.out().startsWith("Usage: rmalloc " + command), help.out());
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  void noLineIsLongerThanTheTerminal(int width) {
    CommandLine main = Main.commandLine().setUsageHelpWidth(width);
    List<CommandLine> all = new ArrayList<>(main.getSubcommands().values());
    all.add(main);
    for (CommandLine command : all) {
      for (String line : command.getUsageMessage().lines().toList()) {
        assertTrue(line.length() <= width, command.getCommandName() + ": " + line);
      }
    }
  }

  /** Where a sentence is cut into several lines, picocli breaks it once more, at odd places. */
  @Test
  void everyDescriptionIsWholeSentences() {
    List<String> broken = new ArrayList<>();
    for (CommandLine command : Main.commandLine().getSubcommands().values()) {
      String name = command.getCommandName();
      check(name, command.getCommandSpec().usageMessage().description(), broken);
      for (ArgSpec argument : command.getCommandSpec().args()) {
        check(name + " " + argument.paramLabel(), argument.description(), broken);
      }
    }
    assertEquals(List.of(), broken);
  }

  private static void check(String where, String[] lines, List<String> broken) {
    List<String> texts = Arrays.stream(lines).filter(line -> !line.isBlank()).toList();
    if (texts.size() != 1) {
      broken.add(where + ": a sentence is cut: " + texts);
    } else if (!texts.getFirst().strip().matches("(?s)[A-Z].*\\.")) {
      broken.add(where + ": no whole sentence: " + texts.getFirst());
    }
  }
}
