// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody probably meant who typed another word. */
public final class ClosestWord {
  private static final int MAX_SLIPS = 2;

  private ClosestWord() {}

  /** The closest of some names; none when even that is more than two slips off. */
  public static Optional<String> closest(String word, Collection<String> names) {
    return names.stream()
        .filter(name -> slips(word, name) <= Math.min(MAX_SLIPS, word.length() - 1))
        .min(
            Comparator.comparingInt((String name) -> slips(word, name))
                .thenComparing(name -> name));
  }

  /**
   * Letters left out, added, mistaken or exchanged with their neighbour, between two words.
   *
   * <p>Source: the restricted distance of Damerau, "A technique for computer detection and
   * correction of spelling errors", CACM 1964. O(product of the lengths).
   */
  public static int slips(String from, String to) {
    int[][] d = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : smallest(d, from, to, i, j);
      }
    }
    return d[from.length()][to.length()];
  }

  private static int smallest(int[][] d, String from, String to, int i, int j) {
    int mistaken = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
    int least = Math.min(d[i - 1][j - 1] + mistaken, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean exchanged =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return exchanged ? Math.min(least, d[i - 2][j - 2] + 1) : least;
  }
}
