// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.trace.OpAnnotationKind;

/** What ltrace prints: what stands before a call is cut off word by word. */
final class NaiveLtrace extends NaiveReader {
  private static final Map<String, Integer> ARGUMENTS =
      Map.of(
          "malloc",
          1,
          "valloc",
          1,
          "pvalloc",
          1,
          "free",
          1,
          "calloc",
          2,
          "realloc",
          2,
          "memalign",
          2,
          "aligned_alloc",
          2,
          "reallocarray",
          3);
  private static final Pattern PID = Pattern.compile("\\[pid (\\d+)\\] (.*)", Pattern.DOTALL);
  private static final Pattern TIME = Pattern.compile("[0-9:.]+ (.*)", Pattern.DOTALL);
  private static final Pattern PLACE = Pattern.compile("\\[0x[0-9a-f]+\\] (.*)", Pattern.DOTALL);
  private static final Pattern OWNER = Pattern.compile("[^\\s(]+->(.*)", Pattern.DOTALL);
  private static final Pattern WHOLE = Pattern.compile("(\\w+)\\(([^()]*)\\) *= (\\S+)");
  private static final Pattern FIRST_HALF =
      Pattern.compile("(\\w+)\\(([^()]*) <unfinished \\.\\.\\.>");
  private static final Pattern SECOND_HALF =
      Pattern.compile("<\\.\\.\\. (\\w+) resumed> [^()]*\\) *= (\\S+)");

  private String first;
  private String open = "";
  private String[] arguments = {};

  @Override
  void readLine(String line) throws IOException {
    Matcher pid = PID.matcher(line);
    String process = "none";
    String rest = line;
    if (pid.matches()) {
      process = pid.group(1);
      rest = pid.group(2);
    }
    for (Pattern prefix : new Pattern[] {TIME, PLACE, OWNER}) {
      Matcher matcher = prefix.matcher(rest);
      rest = matcher.matches() ? matcher.group(1) : rest;
    }
    Matcher whole = WHOLE.matcher(rest);
    Matcher half = FIRST_HALF.matcher(rest);
    Matcher other = SECOND_HALF.matcher(rest);
    if (whole.matches() && ARGUMENTS.containsKey(whole.group(1)) && isResult(whole.group(3))) {
      if (isFirst(process)) {
        begin(whole.group(1), whole.group(2), line);
        end(whole.group(1), whole.group(3), line);
      }
    } else if (half.matches() && ARGUMENTS.containsKey(half.group(1))) {
      if (isFirst(process)) {
        begin(half.group(1), half.group(2), line);
        open = half.group(1);
      }
    } else if (other.matches()
        && ARGUMENTS.containsKey(other.group(1))
        && isResult(other.group(2))
        && isFirstOrNobodys(process)
        && open.equals(other.group(1))) {
      open = "";
      end(other.group(1), other.group(2), line);
    } else {
      foreign();
    }
  }

  private boolean isFirst(String process) {
    first = first == null ? process : first;
    if (!first.equals(process)) {
      foreign();
      return false;
    }
    return true;
  }

  private boolean isFirstOrNobodys(String process) {
    first = first == null ? process : first;
    return first.equals(process);
  }

  private static boolean isResult(String text) {
    return text.equals("nil") || text.equals("<void>") || isNumber(text);
  }

  private static boolean isNumber(String text) {
    return text.matches("0x[0-9a-f]{1,16}|[0-9]{1,20}");
  }

  private void begin(String name, String text, String line) throws IOException {
    open = "";
    arguments = text.split(", ", -1);
    int count = ARGUMENTS.get(name);
    if (arguments.length < count) {
      throw bad(line);
    }
    for (int i = 0; i < count; i++) {
      if (!arguments[i].equals("nil") && !isNumber(arguments[i])) {
        throw bad(line);
      }
      value(arguments[i]);
    }
    if (name.equals("free")) {
      events().freed(value(arguments[0]).longValue());
    }
  }

  private void end(String name, String result, String line) throws IOException {
    if (name.equals("free")) {
      return;
    }
    if (result.equals("<void>")) {
      throw bad(line);
    }
    long to = value(result).longValue();
    BigInteger size = value(arguments[ARGUMENTS.get(name) - 1]);
    if (name.equals("calloc")) {
      size = size.multiply(value(arguments[0]));
    } else if (name.equals("reallocarray")) {
      size = size.multiply(value(arguments[1]));
    }
    if (size.bitLength() > 64) {
      return;
    }
    if (!name.startsWith("realloc")) {
      events().mark(OpAnnotationKind.ALIGNMENT, alignmentOf(name));
      events().allocated(to, size.longValue());
    } else if (to == 0 && size.signum() == 0) {
      events().freed(value(arguments[0]).longValue());
    } else {
      events().resized(value(arguments[0]).longValue(), to, size.longValue());
    }
  }

  private long alignmentOf(String name) {
    return switch (name) {
      case "valloc", "pvalloc" -> 4096;
      case "memalign", "aligned_alloc" -> alignment(value(arguments[0]).toString());
      default -> 1;
    };
  }

  private static BigInteger value(String text) {
    if (text.equals("nil")) {
      return BigInteger.ZERO;
    }
    long value = text.startsWith("0x") ? hexadecimal(text.substring(2)) : decimal(text);
    return new BigInteger(Long.toUnsignedString(value));
  }
}
