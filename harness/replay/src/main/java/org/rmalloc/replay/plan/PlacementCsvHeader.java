// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rmalloc.trace.TraceFormatException;

/**
 * Where the columns of a CSV file stand, from 0.
 *
 * @param alignment −1 when there is none
 * @param offset −1 when there is none
 * @param count of all columns
 */
record PlacementCsvHeader(
    int id, int lower, int upper, int size, int alignment, int offset, int count) {
  static final String EXPECTED = "the columns id,lower,upper,size[,alignment] in the first line";

  /** The columns of a header line. */
  static PlacementCsvHeader parse(String file, String line) throws TraceFormatException {
    List<String> names = List.of(line.split(",", -1));
    for (String name : List.of("id", "lower", "upper", "size")) {
      if (!names.contains(name)) {
        throw TraceFormatException.atLine(
            file, 1, "no column " + name + " in '" + line + "'", EXPECTED);
      }
    }
    for (String name : names) {
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw TraceFormatException.atLine(file, 1, "two columns " + name, EXPECTED);
      }
    }
    return new PlacementCsvHeader(
        names.indexOf("id"),
        names.indexOf("lower"),
        names.indexOf("upper"),
        names.indexOf("size"),
        names.indexOf("alignment"),
        names.indexOf("offset"),
        names.size());
  }

  /** Whether a file of this name is CSV, compressed or not. */
  static boolean isCsvName(String name) {
    return name.toLowerCase(Locale.ROOT).matches(".*\\.csv(\\.gz|\\.zst)?");
  }

  /** Whether the start of a file is a header of blocks. */
  static boolean isHeader(byte[] start) {
    String line = new String(start, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    List<String> names = List.of(line.split(",", -1));
    return names.contains("lower") && names.contains("upper");
  }

  int columnsBeforeOffset() {
    return offset < 0 ? count : offset;
  }

  /** The fields of a line, the offset's left out, as a line. */
  String withoutOffset(String[] fields) {
    List<String> kept = new ArrayList<>(List.of(fields));
    if (offset >= 0) {
      kept.remove(offset);
    }
    return String.join(",", kept);
  }
}
