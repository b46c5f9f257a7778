// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that rmalloc uses where it is installed.
 *
 * @param commands its names, the first one found counts
 * @param versionOption what makes it print its version
 * @param disables what cannot be done without it
 */
record ExternalTool(String name, List<String> commands, String versionOption, String disables) {
  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)+");

  /** Where a tool was found, and its version number. */
  record Found(Path path, String version) {}

  Optional<Found> find() {
    return commands.stream()
        .flatMap(command -> onPath(command).stream())
        .findFirst()
        .map(path -> new Found(path, version(path)));
  }

  private static Optional<Path> onPath(String command) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, command))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private String version(Path path) {
    try {
      Process process =
          new ProcessBuilder(path.toString(), versionOption).redirectErrorStream(true).start();
      process.getOutputStream().close();
      try (var output = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
        Matcher number = NUMBER.matcher(output.readAllAsString());
        return number.find() ? number.group() : "version unknown";
      }
    } catch (IOException e) {
      return "does not run: " + e.getMessage();
    }
  }
}
