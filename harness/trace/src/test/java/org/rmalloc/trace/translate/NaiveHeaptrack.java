// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Heaptrack's two forms: of calls, and of kinds of allocations. */
final class NaiveHeaptrack extends NaiveReader {
  private static final String H = " ([0-9a-fA-F]{1,16})";
  private static final Pattern NEW = Pattern.compile("\\+" + H + H + H);
  private static final Pattern FREE = Pattern.compile("-" + H);
  private static final Pattern KIND = Pattern.compile("a" + H + H);
  private static final Pattern NEW_OF_KIND = Pattern.compile("\\+" + H);

  /** A kind of allocation: its size, and where its live blocks are, the oldest first. */
  private record Kind(long size, Deque<Long> live) {}

  private final boolean raw;
  private final String ignored;
  private final List<Kind> kinds = new ArrayList<>();
  private long next = 1 << 16; // where blocks are placed that have no address, 16-byte aligned

  NaiveHeaptrack(boolean raw) {
    this.raw = raw;
    ignored = raw ? "vxXImtcRSA#" : "vsitcRXxIAS#";
  }

  @Override
  void readLine(String line) throws IOException {
    if (line.isEmpty() || ignored.contains(line.substring(0, 1))) {
      return;
    }
    if (raw) {
      readCall(line);
    } else {
      readKind(line);
    }
  }

  private void readCall(String line) throws IOException {
    if (line.startsWith("+")) {
      Matcher call = match(NEW, line);
      events().allocated(hexadecimal(call.group(3)), hexadecimal(call.group(1)));
    } else {
      events().freed(hexadecimal(match(FREE, line).group(1)));
    }
  }

  private void readKind(String line) throws IOException {
    if (line.startsWith("a")) {
      long size = hexadecimal(match(KIND, line).group(1));
      if (Long.compareUnsigned(size, 1L << 48) > 0) {
        throw bad(line);
      }
      kinds.add(new Kind(size, new ArrayDeque<>()));
    } else if (line.startsWith("+")) {
      Kind kind = kind(match(NEW_OF_KIND, line).group(1));
      events().allocated(next, kind.size);
      kind.live.add(next);
      next += (kind.size / 16 + 1) * 16;
    } else {
      Kind kind = kind(match(FREE, line).group(1));
      if (kind.live.isEmpty()) {
        throw bad(line);
      }
      events().freed(kind.live.remove());
    }
  }

  private Kind kind(String digits) {
    long number = hexadecimal(digits);
    if (Long.compareUnsigned(number, kinds.size()) >= 0) {
      throw bad(digits);
    }
    return kinds.get((int) number);
  }
}
