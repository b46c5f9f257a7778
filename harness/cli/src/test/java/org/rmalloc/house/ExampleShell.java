// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the commands of examples by bash, in a folder where rmalloc is and what the tree holds. */
final class ExampleShell implements AutoCloseable {
  private static final long MINUTES = 20;

  /** Each command sees how the one before it ended, and may change variables and folder. */
  private static final String STEP =
      """
      { (exit "$status"); . '%1$s.command'; } >'%1$s.out' 2>'%1$s.err'
      status=$?
      echo "$status" >'%1$s.status'
      """;

  private static final String CLEAN_FOLDER =
      """
      find . -mindepth 1 -delete
      cp '%1$s/rmalloc' .
      for name in '%2$s'/*; do [ "${name##*/}" = rmalloc ] || ln -s "$name" .; done
      set -euo pipefail
      """;

  private final Path pipes;
  private final Path folder;
  private final Process server;

  /**
   * @param folder empty
   */
  ExampleShell(Path folder) throws IOException, InterruptedException {
    this.pipes = Files.createDirectory(folder.resolve("pipes"));
    this.folder = Files.createDirectory(folder.resolve("work"));
    new ProcessBuilder("mkfifo", pipes + "/request", pipes + "/reply").start().waitFor();
    Path client = pipes.resolve("rmalloc");
    Files.writeString(client, CommandServer.CLIENT.formatted(pipes));
    Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rwxr-xr-x"));
    this.server =
        builder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                CommandServer.class.getName(),
                pipes.toString())
            .redirectInput(ProcessBuilder.Redirect.PIPE) // it ends when this process does
            .redirectOutput(pipes.resolve("server").toFile()) // of programs that are recorded
            .start();
  }

  /**
   * What one command came to.
   *
   * @param talk what it printed on standard error
   */
  record Outcome(String command, int status, String out, String talk) {}

  /**
   * What each command comes to, in a folder of its own.
   *
   * @param before commands that prepare the folder
   */
  List<Outcome> run(List<String> before, List<String> commands)
      throws IOException, InterruptedException {
    Path steps = Files.createTempDirectory(pipes, "steps");
    StringBuilder script = new StringBuilder(CLEAN_FOLDER.formatted(pipes, House.root()));
    before.forEach(line -> script.append(line).append('\n'));
    script.append("set +euo pipefail\nstatus=0\n");
    for (int i = 0; i < commands.size(); i++) {
      Files.writeString(steps.resolve(i + ".command"), commands.get(i));
      script.append(STEP.formatted(steps.resolve(Integer.toString(i))));
    }
    bash(script.toString());
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      outcomes.add(outcome(commands.get(i), steps.resolve(Integer.toString(i)).toString()));
    }
    return outcomes;
  }

  private static Outcome outcome(String command, String step) throws IOException {
    int status = Integer.parseInt(Files.readString(Path.of(step + ".status")).strip());
    String out = Files.readString(Path.of(step + ".out"));
    return new Outcome(command, status, out, Files.readString(Path.of(step + ".err")));
  }

  private void bash(String script) throws IOException, InterruptedException {
    Path said = pipes.resolve("said");
    Process bash = builder("bash", "-c", script).redirectOutput(said.toFile()).start();
    if (!bash.waitFor(MINUTES, TimeUnit.MINUTES)) {
      bash.destroyForcibly();
      throw new AssertionError("still running after " + MINUTES + " minutes: " + script);
    }
    if (bash.exitValue() != 0) {
      throw new AssertionError("the folder is not prepared: " + Files.readString(said) + script);
    }
  }

  private ProcessBuilder builder(String... command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    String tools = pipes + ":" + Path.of(System.getProperty("java.home"), "bin");
    builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
    builder.environment().put("RMALLOC", folder.toString());
    return builder;
  }

  @Override
  public void close() {
    server.destroyForcibly();
  }
}
