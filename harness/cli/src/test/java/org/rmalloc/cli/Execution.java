// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * What a command came to, run in this process.
 *
 * @param out what it printed, other than data that go straight to standard output
 */
public record Execution(int status, String out, String err) {

  /** Runs {@code rmalloc} with these arguments. */
  public static Execution of(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine rmalloc =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
    int status = rmalloc.execute(arguments.toArray(String[]::new));
    return new Execution(status, out.toString(), err.toString());
  }

  /** Runs {@code rmalloc} with these arguments. */
  public static Execution of(String... arguments) {
    return of(List.of(arguments));
  }

  /** What starts {@code rmalloc} in a virtual machine of its own. */
  static ProcessBuilder ofItsOwn(List<String> javaOptions, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(javaOptions);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }
}
