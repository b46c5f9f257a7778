// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.rmalloc.allocator.AllocatorProvider;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The option {@code --plugins}: jars with allocators of the user's own. The launcher puts them on
 * the class path; here the option is declared, and what it names is checked.
 */
final class PluginsOption {
  private static final String NAME = "--plugins";
  private static final String VARIABLE = "RMALLOC_PLUGINS";
  private static final String SERVICE = "META-INF/services/" + AllocatorProvider.class.getName();
  private static final List<String> COMMANDS =
      List.of(
          "allocators",
          "animate",
          "check",
          "choose",
          "experiment",
          "frontier",
          "gate",
          "run",
          "stats");

  private PluginsOption() {}

  /** Adds the option to the program and to the commands that use allocators. */
  static void declare(CommandLine main) {
    main.getCommandSpec().addOption(option());
    COMMANDS.forEach(name -> main.getSubcommands().get(name).getCommandSpec().addOption(option()));
  }

  private static OptionSpec option() {
    return OptionSpec.builder(NAME)
        .paramLabel("PATH[:PATH…]")
        .type(String.class)
        .description(
            "Jars, or folders of jars, with allocators of your own. The default is the value of "
                + VARIABLE
                + ".")
        .build();
  }

  /**
   * Checks what a command line or else the environment names.
   *
   * @throws ParameterException when there is no such jar, or one without an allocator
   */
  static void check(ParseResult parsed) {
    String paths = System.getenv(VARIABLE);
    CommandLine command = parsed.commandSpec().commandLine();
    for (ParseResult at = parsed; at != null; at = at.subcommand()) {
      paths = at.matchedOptionValue(NAME, paths);
      command = at.commandSpec().commandLine();
    }
    for (String path : (paths == null ? "" : paths).split(File.pathSeparator, -1)) {
      if (!path.isEmpty()) {
        check(Path.of(path), command);
      }
    }
  }

  private static void check(Path path, CommandLine command) {
    try {
      List<Path> jars = jars(path);
      if (jars.stream().noneMatch(PluginsOption::hasProvider)) {
        throw refusal(command, path, "no allocator: no jar with " + SERVICE);
      }
      if (jars.stream().noneMatch(PluginsOption::isOnClassPath)) {
        throw refusal(
            command,
            path,
            "a jar that is not on the class path; start rmalloc by its launcher, or name the jar"
                + " after java -cp");
      }
    } catch (IOException e) {
      throw refusal(command, path, "no such jar or folder, or it may not be read");
    }
  }

  private static List<Path> jars(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path.toRealPath());
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  private static boolean hasProvider(Path jar) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.getEntry(SERVICE) != null;
    } catch (IOException e) {
      return false; // what is no jar has none
    }
  }

  private static boolean isOnClassPath(Path jar) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .anyMatch(entry -> isSame(Path.of(entry), jar));
  }

  private static boolean isSame(Path entry, Path jar) {
    try {
      return Files.isSameFile(entry, jar);
    } catch (IOException e) {
      return false;
    }
  }

  private static ParameterException refusal(CommandLine command, Path path, String found) {
    return new ParameterException(command, "%s: %s: found %s".formatted(NAME, path, found));
  }
}
