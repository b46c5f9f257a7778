// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rmalloc.cli.Execution;

/**
 * Runs rmalloc's commands one after the other in a virtual machine of its own, whose folder is that
 * of the shells which ask for them: a start takes longer than most examples.
 *
 * <p>A request is what a shell writes to the named pipe {@code request}: each argument, ended by a
 * null byte. What the command prints is then in the files {@code out} and {@code err}, and its exit
 * status comes from the named pipe {@code reply}.
 */
final class CommandServer {
  /**
   * The program {@code rmalloc} of these shells; the pipes' folder and the server's are put in. In
   * another folder, or with plugins, which must be on the class path, it starts a machine.
   */
  static final String CLIENT =
      """
      #!/usr/bin/env bash
      words=("$@") plugins=
      while [ $# -gt 0 ]; do [ "$1" != --plugins ] || plugins=:$2; shift; done
      set -- "${words[@]}"
      if [ -n "$plugins" ] || [ "$PWD" != '%2$s' ]; then
        exec java --enable-native-access=ALL-UNNAMED -cp "$CLASSPATH$plugins" org.rmalloc.cli.Main "$@"
      fi
      printf '%%s\\0' "$@" >'%1$s/request'
      read -r status <'%1$s/reply'
      cat '%1$s/out'
      cat '%1$s/err' >&2
      exit "$status"
      """;

  private CommandServer() {}

  /** Serves until standard input ends; the argument is the folder of the pipes. */
  public static void main(String[] arguments) throws IOException {
    Path pipes = Path.of(arguments[0]);
    Thread.ofPlatform().daemon().start(CommandServer::haltAtTheEndOfInput);
    while (true) {
      String request = Files.readString(pipes.resolve("request"));
      int status = run(List.of(request.split("\0")), pipes);
      Files.writeString(pipes.resolve("reply"), status + "\n");
    }
  }

  private static void haltAtTheEndOfInput() {
    try {
      System.in.readAllBytes();
    } catch (IOException _) {
      // whoever started this is gone
    }
    Runtime.getRuntime().halt(0);
  }

  private static int run(List<String> arguments, Path pipes) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    PrintStream standardOutput = System.out;
    System.setOut(new PrintStream(data, true, StandardCharsets.UTF_8));
    try {
      Execution execution = Execution.of(arguments);
      Files.writeString(
          pipes.resolve("out"), data.toString(StandardCharsets.UTF_8) + execution.out());
      Files.writeString(pipes.resolve("err"), execution.err());
      return execution.status();
    } finally {
      System.setOut(standardOutput);
    }
  }
}
