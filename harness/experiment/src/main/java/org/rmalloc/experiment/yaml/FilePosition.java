// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.yaml;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.rmalloc.trace.ClosestWord;
import org.rmalloc.trace.UsageException;

/**
 * Where something stands in a file.
 *
 * @param file as it was named
 * @param line from 1
 * @param column from 1, in code points
 */
public record FilePosition(String file, int line, int column) {

  /** What is wrong here: {@code file:line:column: found …, expected …}. */
  public UsageException problem(String found, String expected) {
    return problem("found %s, expected %s".formatted(found, expected));
  }

  /** The same in other words. */
  public UsageException problem(String message) {
    return new UsageException(this + ": " + message);
  }

  /** A word that is none of those known, with the one that was probably meant. */
  public UsageException unknown(String kind, String word, Collection<String> known) {
    List<String> names = List.copyOf(known);
    String expected = names.isEmpty() ? "none" : oneOf(names);
    Optional<String> meant = ClosestWord.closest(word, names);
    return problem(
        "%s '%s'".formatted(kind, word),
        expected + meant.map(name -> "; did you mean '%s'?".formatted(name)).orElse(""));
  }

  private static String oneOf(List<String> names) {
    return names.size() == 1 ? names.getFirst() : "one of " + String.join(", ", names);
  }

  @Override
  public String toString() {
    return "%s:%d:%d".formatted(file, line, column);
  }
}
