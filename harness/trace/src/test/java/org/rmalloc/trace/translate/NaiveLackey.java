// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.trace.OpAnnotationKind;

/** The log of lackey with the shim's marks. Knows each page of 4 KiB that ever held a block. */
final class NaiveLackey extends NaiveReader {
  private static final Pattern ACCESS = Pattern.compile(" ([LSM]) ([0-9a-fA-F]+),(\\d+)");
  private static final Pattern FETCH = Pattern.compile("I  ([0-9a-fA-F]+),(\\d+)");
  private static final Pattern MARK = Pattern.compile("\\*\\*(\\d+)\\*\\* (.*)", Pattern.DOTALL);
  private static final Pattern EVENT =
      Pattern.compile("@(?:\\(|\\)|N (\\d+) (\\d+)(?: (\\d+))?|F (\\d+)|R (\\d+) (\\d+) (\\d+))");

  private final Set<Long> pages = new HashSet<>();
  private Optional<Long> process = Optional.empty();
  private boolean inAllocator;

  @Override
  void readLine(String line) throws IOException {
    if (line.startsWith(" ")) {
      readAccess(match(ACCESS, line));
    } else if (line.startsWith("I")) {
      Matcher fetch = match(FETCH, line);
      hexadecimal(fetch.group(1));
      decimal(fetch.group(2));
    } else if (line.startsWith("**")) {
      readMark(line);
    } else if (!line.isEmpty() && !line.startsWith("==") && !line.startsWith("--")) {
      foreign();
    }
  }

  private void readAccess(Matcher access) throws IOException {
    long address = hexadecimal(access.group(2));
    long size = decimal(access.group(3));
    if (!inAllocator && pages.contains(address >>> 12)) {
      events().accessed(access(access.group(1)), address, size);
    }
  }

  private void readMark(String line) throws IOException {
    Matcher mark = match(MARK, line);
    long speaker = decimal(mark.group(1));
    process = process.or(() -> Optional.of(speaker));
    if (!process.equals(Optional.of(speaker)) || !mark.group(2).startsWith("@")) {
      foreign();
    } else {
      readEvent(match(EVENT, mark.group(2)));
    }
  }

  private void readEvent(Matcher event) throws IOException {
    if (event.group(1) != null) {
      long alignment = event.group(3) == null ? 1 : decimal(event.group(3));
      if (alignment <= 0 || Long.bitCount(alignment) != 1) {
        throw bad(event.group());
      }
      inAllocator = false;
      place(decimal(event.group(1)), decimal(event.group(2)));
      events().mark(OpAnnotationKind.ALIGNMENT, alignment);
      events().allocated(decimal(event.group(1)), decimal(event.group(2)));
    } else if (event.group(4) != null) {
      inAllocator = true;
      events().freed(decimal(event.group(4)));
    } else if (event.group(5) != null) {
      place(decimal(event.group(6)), decimal(event.group(7)));
      long to = decimal(event.group(6));
      events().resized(decimal(event.group(5)), to, decimal(event.group(7)));
    } else {
      inAllocator = event.group().equals("@(");
    }
  }

  private void place(long address, long size) {
    for (long at = 0; at < Math.max(1, size); at++) {
      pages.add((address + at) >>> 12);
    }
  }
}
