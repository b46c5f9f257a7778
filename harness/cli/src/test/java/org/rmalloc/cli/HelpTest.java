package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Every command's help is text that a terminal shows whole. */
final class HelpTest {
  private static final int WIDTH = 100;

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
    for (String line : help.out().lines().toList()) {
      assertTrue(line.length() <= WIDTH, command + ": " + line);
    }
  }
}
