// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.rmalloc.cli.Execution;

/** Runs the commands of examples by bash, in a folder where rmalloc is and what the tree holds. */
final class ExampleShell implements AutoCloseable {
  private static final long MINUTES = 20;

  private final Path pipes;
  private final Path folder;
  private final String classPath;
  private final Process server;

  /**
   * @param folder empty
   */
  ExampleShell(Path folder) throws IOException, InterruptedException {
    this.pipes = Files.createDirectory(folder.resolve("pipes"));
    this.folder = Files.createDirectory(folder.resolve("work"));
    new ProcessBuilder("mkfifo", pipes + "/request", pipes + "/reply").start().waitFor();
    Path client = pipes.resolve("rmalloc");
    Files.writeString(client, CommandServer.CLIENT.formatted(pipes, this.folder));
    Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rwxr-xr-x"));
    this.classPath = classPathWithoutTests(Files.createDirectory(folder.resolve("server")));
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
   * What a user has, without this module's tests and their allocators, and the server's classes.
   */
  private static String classPathWithoutTests(Path folder) throws IOException {
    for (Class<?> type : List.of(CommandServer.class, Execution.class)) {
      String name = type.getName().replace('.', '/') + ".class";
      Path copy = folder.resolve(name);
      Files.createDirectories(copy.getParent());
      try (InputStream content = type.getClassLoader().getResourceAsStream(name)) {
        Files.copy(content, copy);
      }
    }
    String separator = File.pathSeparator;
    return Arrays.stream(System.getProperty("java.class.path").split(separator))
        .filter(path -> !path.matches(".*[/\\\\](test-classes|src/test/resources)[/\\\\]?"))
        .collect(Collectors.joining(separator, folder + separator, ""));
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
    StringBuilder script = new StringBuilder(cleanFolder());
    before.forEach(line -> script.append(line).append('\n'));
    script.append("set +euo pipefail\nstatus=0\n");
    for (int i = 0; i < commands.size(); i++) {
      Files.writeString(steps.resolve(i + ".command"), commands.get(i));
      script.append(step(steps.resolve(Integer.toString(i))));
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
    builder.environment().put("CLASSPATH", classPath);
    String tools = pipes + ":" + Path.of(System.getProperty("java.home"), "bin");
    builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
    builder.environment().put("RMALLOC", folder.toString());
    return builder;
  }

  @Override
  public void close() {
    server.destroyForcibly();
  }

  private String cleanFolder() {
    return """
    find . -mindepth 1 -delete
    cp '%1$s/rmalloc' .
    for name in '%2$s'/*; do [ "${name##*/}" = rmalloc ] || ln -s "$name" .; done
    set -euo pipefail
    """
        .formatted(pipes, House.root());
  }

  /** Each command sees how the one before it ended, and may change variables and folder. */
  private static String step(Path command) {
    return """
    { (exit "$status"); . '%1$s.command'; } >'%1$s.out' 2>'%1$s.err'
    status=$?
    echo "$status" >'%1$s.status'
    """
        .formatted(command);
  }
}
