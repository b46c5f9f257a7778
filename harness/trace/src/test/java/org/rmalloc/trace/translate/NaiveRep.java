// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Traces of the CS:APP malloc exercise; block k is at 2³² · (k + 1). */
final class NaiveRep extends NaiveReader {
  private static final Pattern PLACE = Pattern.compile("[ar] (\\d+) (\\d+)");
  private static final Pattern FREE = Pattern.compile("f (-?)(\\d+)");

  private final Set<Long> live = new HashSet<>();
  private int lines;
  private long expected;
  private long ops;

  @Override
  boolean isWholeLine(String rest) {
    return ops + 1 == expected;
  }

  @Override
  boolean endsTooEarly() {
    return ops < expected;
  }

  @Override
  void readLine(String line) throws IOException {
    lines++;
    if (lines <= 4) {
      long number = decimal(match(Pattern.compile("(\\d+)"), line).group());
      expected = lines == 3 ? number : expected;
    } else if (line.startsWith("f")) {
      free(match(FREE, line));
      ops++;
    } else if (!line.isEmpty()) {
      place(match(PLACE, line), line);
      ops++;
    }
  }

  private void place(Matcher placing, String line) throws IOException {
    long id = id(placing.group(1));
    long size = decimal(placing.group(2));
    if (size < 0 || size >= 1L << 32) {
      throw bad(line);
    }
    if (line.startsWith("r") && live.contains(id)) {
      events().resized(address(id), address(id), size);
    } else {
      events().allocated(address(id), size);
    }
    live.add(id);
  }

  private void free(Matcher free) throws IOException {
    if (!free.group(1).isEmpty()) {
      decimal(free.group(2));
      events().freed(0);
      return;
    }
    long id = id(free.group(2));
    events().freed(address(id));
    live.remove(id);
  }

  private static long id(String digits) {
    long id = decimal(digits);
    if (id < 0 || id >= Integer.MAX_VALUE) {
      throw bad(digits);
    }
    return id;
  }

  private static long address(long id) {
    return (id + 1) << 32;
  }
}
