// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A program that is run unrecorded, under a malloc library.
 *
 * @param command the program and its arguments
 * @param library the library that is preloaded, an absolute path; empty for none
 * @param variables that are added to those of this process; an empty one is taken away
 * @param hugePages whether the program may get huge pages, where the system gives them
 */
public record ProgramWithPreloadedLibrary(
    List<String> command,
    Optional<Path> library,
    SortedMap<String, String> variables,
    boolean hugePages) {

  /** Copies the collections. */
  public ProgramWithPreloadedLibrary {
    command = List.copyOf(command);
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
  }

  /** Another program under the same library. */
  ProgramWithPreloadedLibrary withCommand(List<String> other) {
    return new ProgramWithPreloadedLibrary(other, library, variables, hugePages);
  }
}
