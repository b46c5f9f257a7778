// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.points;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * In which order files are compared: the 2014 tables decide ties by it, and their files came from a
 * shell's glob.
 */
public enum ComparedFileOrder {
  /** As named on the command line. */
  GIVEN {
    @Override
    public List<Path> of(List<Path> files) {
      return List.copyOf(files);
    }
  },
  /**
   * By name as an English locale sorts, the same everywhere: letters and digits alone at first,
   * digits before letters, without regard to accents and case; among equals accents decide, then
   * lower case before upper, then everything else by code point.
   */
  LOCALE {
    @Override
    public List<Path> of(List<Path> files) {
      return sorted(files, ENGLISH);
    }
  },
  /** By the bytes of the name in UTF-8, as in the C locale. */
  BYTES {
    @Override
    public List<Path> of(List<Path> files) {
      return sorted(files, Comparator.comparing(ComparedFileOrder::utf8, Arrays::compareUnsigned));
    }
  };

  private static final Comparator<String> ENGLISH =
      Comparator.comparing(ComparedFileOrder::letters)
          .thenComparing(ComparedFileOrder::accents)
          .thenComparing(ComparedFileOrder::cases)
          .thenComparing(Comparator.naturalOrder());

  /** These files in this order; those of one name stay as given. */
  public abstract List<Path> of(List<Path> files);

  private static List<Path> sorted(List<Path> files, Comparator<String> order) {
    return files.stream()
        .sorted(Comparator.comparing(file -> String.valueOf(file.getFileName()), order))
        .toList();
  }

  private static byte[] utf8(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  private static String letters(String name) {
    return decomposed(name).replaceAll("[^\\p{L}\\p{Nd}]", "").toLowerCase(Locale.ROOT);
  }

  private static String accents(String name) {
    return decomposed(name).replaceAll("[^\\p{L}\\p{Nd}\\p{M}]", "").toLowerCase(Locale.ROOT);
  }

  /** Lower case sorts before upper, so the letters are swapped. */
  private static String cases(String name) {
    return decomposed(name)
        .replaceAll("[^\\p{L}]", "")
        .codePoints()
        .mapToObj(letter -> Character.isLowerCase(letter) ? "a" : "b")
        .reduce("", String::concat);
  }

  private static String decomposed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD);
  }
}
