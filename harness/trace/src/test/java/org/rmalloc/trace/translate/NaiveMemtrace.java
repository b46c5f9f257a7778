// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.trace.OpAnnotationKind;

/** Memtrace, ours and that of 2014. */
final class NaiveMemtrace extends NaiveReader {
  private static final Pattern RECORD =
      Pattern.compile(">>> (?:([NLSM]) (\\d+) (\\d+)|F (\\d+) 0+|R (\\d+) (\\d+) (\\d+))");

  private static final Pattern ALIGNED = Pattern.compile(">>> N (\\d+) (\\d+) (\\d+)");
  private static final Pattern MARK = Pattern.compile(">>> ([TC]) (\\d+) 0+");

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
    Matcher aligned = ALIGNED.matcher(line);
    if (aligned.matches()) {
      long address = decimal(aligned.group(1));
      long size = decimal(aligned.group(2));
      events().mark(OpAnnotationKind.ALIGNMENT, decimal(aligned.group(3)));
      events().allocated(address, size);
      return;
    }
    Matcher mark = MARK.matcher(line);
    if (mark.matches()) {
      OpAnnotationKind kind =
          mark.group(1).equals("T") ? OpAnnotationKind.THREAD : OpAnnotationKind.CLOCK;
      events().mark(kind, decimal(mark.group(2)));
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
