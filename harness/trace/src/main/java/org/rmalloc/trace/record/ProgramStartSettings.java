// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a program runs that is recorded.
 *
 * @param directory the working directory; that of this process where it is empty
 * @param variables that are added to those of this process, or replace them
 * @param detached whether the program reads nothing and what it prints is dropped; else it has the
 *     standard streams of this process. Standard error is always that of this process.
 */
public record ProgramStartSettings(
    Optional<Path> directory, SortedMap<String, String> variables, boolean detached) {
  private static final Path NOTHING = Path.of("/dev/null");

  /** Those of this process. */
  public static final ProgramStartSettings INHERITED =
      new ProgramStartSettings(Optional.empty(), new TreeMap<>(), false);

  /** Copies the map. */
  public ProgramStartSettings {
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
  }

  /** Whether a variable has a value of its own. */
  boolean sets(String variable) {
    return variables.containsKey(variable);
  }

  /** A variable's value. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.getOrDefault(name, System.getenv(name)));
  }

  /** A file as the program would find it under that name. */
  Path resolve(String name) {
    return directory.map(folder -> folder.resolve(name)).orElse(Path.of(name));
  }

  /** Puts a process there that is not started yet. */
  ProcessBuilder applyTo(ProcessBuilder process) {
    process.inheritIO();
    directory.ifPresent(folder -> process.directory(folder.toFile()));
    process.environment().putAll(variables);
    if (detached) {
      process.redirectInput(NOTHING.toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }
    return process;
  }
}
