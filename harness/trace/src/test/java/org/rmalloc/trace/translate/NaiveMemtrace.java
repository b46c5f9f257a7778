package org.rmalloc.trace.translate;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memtrace, ours and that of 2014. */
final class NaiveMemtrace extends NaiveReader {
  private static final Pattern RECORD =
      Pattern.compile(">>> (?:([NLSM]) (\\d+) (\\d+)|F (\\d+) 0+|R (\\d+) (\\d+) (\\d+))");

  @Override
  boolean mayEndInZeros() {
    return true;
  }

  @Override
  void readLine(String line) throws IOException {
    if (!line.startsWith(">>> ")) {
      foreign();
      return;
    }
    Matcher record = match(RECORD, line);
    if (record.group(4) != null) {
      events().freed(decimal(record.group(4)));
    } else if (record.group(5) != null) {
      long to = decimal(record.group(6));
      events().resized(decimal(record.group(5)), to, decimal(record.group(7)));
    } else if (record.group(1).equals("N")) {
      events().allocated(decimal(record.group(2)), decimal(record.group(3)));
    } else {
      long size = decimal(record.group(3));
      events().accessed(access(record.group(1)), decimal(record.group(2)), size);
    }
  }
}
