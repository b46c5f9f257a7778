// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The log of the GNU C library's mtrace, whose lines are words with one blank between. */
final class NaiveMtrace extends NaiveReader {
  @Override
  boolean isWholeLine(String rest) {
    return rest.equals("= End");
  }

  private Optional<Long> old = Optional.empty(); // of a realloc whose second line is due

  @Override
  boolean endsTooEarly() {
    return old.isPresent();
  }

  @Override
  void readLine(String line) throws IOException {
    Optional<Long> before = old;
    old = Optional.empty();
    List<String> words = List.of(line.split(" ", -1));
    int count = words.size();
    boolean isRecord = line.startsWith("@ ") && count >= 3;
    if (isRecord && isAddress(words.get(count - 1)) && "-<".contains(op(words, 2))) {
      readShort(op(words, 2), number(words.get(count - 1)), line, before);
    } else if (isRecord
        && count >= 4
        && isSize(words.get(count - 1))
        && isAddress(words.get(count - 2))
        && "+>!".contains(op(words, 3))) {
      long address = number(words.get(count - 2));
      readLong(op(words, 3), address, number(words.get(count - 1)), line, before);
    } else if (line.startsWith("@ ") || before.isPresent()) {
      throw bad(line);
    } else {
      foreign();
    }
  }

  private void readShort(String op, long address, String line, Optional<Long> before)
      throws IOException {
    if (before.isPresent()) {
      throw bad(line);
    }
    if (op.equals("<")) {
      old = Optional.of(address);
    } else {
      events().freed(address);
    }
  }

  private void readLong(String op, long address, long size, String line, Optional<Long> before)
      throws IOException {
    if (before.isPresent() != op.equals(">")) {
      throw bad(line);
    }
    if (op.equals("+")) {
      events().allocated(address, size);
    } else if (op.equals(">")) {
      events().resized(before.orElseThrow(), address, size);
    }
  }

  /** The word so far from the end, which is no op unless it is a single character. */
  private static String op(List<String> words, int fromEnd) {
    String word = words.get(words.size() - fromEnd);
    return word.length() == 1 ? word : "none";
  }

  private static boolean isAddress(String word) {
    return word.equals("(nil)") || word.matches("0x[0-9a-f]{1,16}");
  }

  private static boolean isSize(String word) {
    return word.equals("0") || word.matches("0x[0-9a-f]{1,16}");
  }

  private static long number(String word) {
    return word.startsWith("0x") ? hexadecimal(word.substring(2)) : 0;
  }
}
