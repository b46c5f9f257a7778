// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Takes out of a text what differs from run to run, so that the rest can be compared. */
final class VaryingFigures {
  private static final Pattern TIME = Pattern.compile("\\d[\\d.,]*(?= ?(?:ns|µs|ms|s|min)\\b)");
  private static final Pattern NUMBER = Pattern.compile("\\d[\\d.,]*(?:\\+[\\d.,]+)*");
  private static final Pattern RULE = Pattern.compile("-+(?: +-+)+");
  private static final int HEADING_LINES = 2;

  private VaryingFigures() {}

  /**
   * The text without times: neither numbers before a unit of time nor the columns of tables whose
   * heading has one. Blanks count once, since the width of a column depends on what is in it.
   */
  static String withoutTimes(String text) {
    List<String> lines = text.lines().toList();
    List<String> kept = new ArrayList<>();
    List<Boolean> times = List.of();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (RULE.matcher(line).matches()) {
        times = timeColumns(line, lines.subList(Math.max(0, i - HEADING_LINES), i));
        kept.add("---");
      } else {
        kept.add(TIME.matcher(row(line, times)).replaceAll("TIME").replaceAll(" +", " "));
      }
    }
    return String.join("\n", kept) + "\n";
  }

  private static List<Boolean> timeColumns(String rule, List<String> headings) {
    List<Boolean> times = new ArrayList<>();
    for (MatchResult column : Pattern.compile("-+").matcher(rule).results().toList()) {
      times.add(
          headings.stream()
              .map(line -> line.substring(at(line, column.start()), at(line, column.end())))
              .anyMatch(heading -> heading.matches(".*(?<![a-z])(ns|µs|ms)(?![a-z]).*")));
    }
    return times;
  }

  private static int at(String line, int column) {
    return Math.min(line.length(), column);
  }

  private static String row(String line, List<Boolean> times) {
    String[] cells = line.split(" +", 0);
    if (cells.length != times.size()) {
      return line;
    }
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      row.append(times.get(i) ? "" : cells[i] + " ");
    }
    return row.toString().stripTrailing();
  }

  /** The text with each number the same. */
  static String withoutNumbers(String text) {
    return NUMBER.matcher(text).replaceAll("NUMBER").replaceAll(" +", " ");
  }
}
