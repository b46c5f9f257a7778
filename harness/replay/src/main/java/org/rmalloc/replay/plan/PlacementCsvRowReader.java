// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.rmalloc.plan.PlacementProblem;
import org.rmalloc.trace.TraceFormatException;

/** Reads the rows of a CSV file into the columns of a problem. */
final class PlacementCsvRowReader {
  private static final long MOST_BYTES = (1L << 62) - 1;
  private static final long MOST_ALIGNMENT = 1L << 31;

  private final String file;
  private final PlacementCsvHeader header;
  private final long[] lowers;
  private final long[] uppers;
  private final long[] sizes;
  private final long[] alignments;
  private final Map<String, Integer> lineOfId = new HashMap<>();
  private long sumBytes;

  PlacementCsvRowReader(String file, PlacementCsvHeader header, CsvLines lines)
      throws TraceFormatException {
    this.file = file;
    this.header = header;
    int count = lines.count() - 1;
    lowers = new long[count];
    uppers = new long[count];
    sizes = new long[count];
    alignments = new long[header.alignment() < 0 ? 0 : count];
    for (int block = 0; block < count; block++) {
      read(block, lines.fields(block + 1));
    }
  }

  private void read(int block, String[] fields) throws TraceFormatException {
    int line = block + 2; // counted from 1, and after the header
    if (fields.length != header.count()) {
      String found = String.join("", fields).isEmpty() ? "a blank line" : fields.length + " fields";
      throw at(line, found, header.count() + " fields, as in the header");
    }
    String id = fields[header.id()];
    Integer first = lineOfId.putIfAbsent(id, line);
    if (first != null) {
      throw at(line, "a block's id '" + id + "', already at line " + first, "an id of its own");
    }
    lowers[block] = number(fields[header.lower()], Long.MIN_VALUE, Long.MAX_VALUE, "lower", line);
    uppers[block] = number(fields[header.upper()], Long.MIN_VALUE, Long.MAX_VALUE, "upper", line);
    if (lowers[block] >= uppers[block]) {
      throw at(line, "a block's upper " + uppers[block], "more than its lower, " + lowers[block]);
    }
    sizes[block] = number(fields[header.size()], 0, MOST_BYTES, "size", line);
    if (alignments.length > 0) {
      alignments[block] = number(fields[header.alignment()], 1, MOST_ALIGNMENT, "alignment", line);
    }
    checkSum(block, line);
  }

  private void checkSum(int block, int line) throws TraceFormatException {
    sumBytes += sizes[block] + (alignments.length > 0 ? alignments[block] : 0);
    if (sumBytes > MOST_BYTES || sumBytes < 0) { // below 0: no long holds the sum
      throw at(
          line,
          "sizes and alignments whose sum up to this line is above the maximum",
          "at most " + MOST_BYTES + " bytes");
    }
  }

  private long number(String text, long minimum, long maximum, String column, int line)
      throws TraceFormatException {
    try {
      long number = Long.parseLong(text);
      if (number >= minimum && number <= maximum) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw at(
        line,
        "a block's " + column + " '" + text + "'",
        "a whole number from " + minimum + " to " + maximum);
  }

  private TraceFormatException at(int line, String found, String expected) {
    return TraceFormatException.atLine(file, line, found, expected);
  }

  /** The problem. Instants that do not fit into 32 bits are replaced by their ranks. */
  PlacementProblem problem() {
    long[] instants = fitInts() ? new long[0] : distinctInstants();
    int[] firsts = new int[lowers.length];
    int[] ends = new int[lowers.length];
    Arrays.setAll(firsts, block -> instant(instants, lowers[block]));
    Arrays.setAll(ends, block -> instant(instants, uppers[block]));
    return new PlacementProblem(firsts, ends, sizes, alignments);
  }

  private static int instant(long[] instants, long value) {
    return instants.length == 0 ? (int) value : Arrays.binarySearch(instants, value);
  }

  private boolean fitInts() {
    for (int block = 0; block < lowers.length; block++) {
      if (lowers[block] < Integer.MIN_VALUE || uppers[block] > Integer.MAX_VALUE) {
        return false;
      }
    }
    return true;
  }

  private long[] distinctInstants() {
    long[] all = Arrays.copyOf(lowers, 2 * lowers.length);
    System.arraycopy(uppers, 0, all, lowers.length, uppers.length);
    return Arrays.stream(all).sorted().distinct().toArray();
  }
}
