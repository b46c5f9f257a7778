// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;

/** The plain form: words, by their number and by the first of them. */
final class NaivePlain extends NaiveReader {
  @Override
  void readLine(String line) throws IOException {
    if (line.startsWith("#")) {
      return;
    }
    String[] words = line.split(" ", -1);
    if (words.length == 3 && (words[0].equals("malloc") || words[0].equals("+"))) {
      events().allocated(number(words[1]), number(words[2]));
    } else if (words.length == 2 && (words[0].equals("free") || words[0].equals("-"))) {
      events().freed(number(words[1]));
    } else if (words.length == 4 && words[0].equals("realloc")) {
      events().resized(number(words[1]), number(words[2]), number(words[3]));
    } else {
      throw bad(line);
    }
  }

  private static long number(String word) {
    if (word.startsWith("0x") && isMadeOf(word.substring(2), "0123456789abcdefABCDEF", 16)) {
      return hexadecimal(word.substring(2));
    }
    if (isMadeOf(word, "0123456789", 20)) {
      return decimal(word);
    }
    throw bad(word);
  }

  private static boolean isMadeOf(String word, String digits, int most) {
    return !word.isEmpty()
        && word.length() <= most
        && word.chars().allMatch(c -> digits.indexOf(c) >= 0);
  }
}
