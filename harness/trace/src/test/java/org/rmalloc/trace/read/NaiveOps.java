// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.read;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads ops text as its grammar is written, by regular expressions and maps, and shares nothing
 * with the reader. Where a file does not say its dialect, its letters do; its name says nothing.
 */
final class NaiveOps {
  private static final String MAGIC = "# rmalloc-ops ";
  private static final Pattern OP =
      Pattern.compile("(\\d+) (.) (\\d+) (\\d+)(?: *#.*)?", Pattern.DOTALL);
  private static final Pattern ALIGNED =
      Pattern.compile("(\\d+ N \\d+ \\d+) (\\d+)(?: *#.*)?", Pattern.DOTALL);
  private static final Pattern THREAD = Pattern.compile("(\\d+) T 0+ 0+(?: *#.*)?", Pattern.DOTALL);
  private static final Pattern CLOCK = Pattern.compile("0+ C (\\d+) 0+(?: *#.*)?", Pattern.DOTALL);
  private static final Pattern LETTER = Pattern.compile("\\d*+ (.).*", Pattern.DOTALL);
  private static final BigInteger MOST_HANDLE = BigInteger.TWO.pow(31).subtract(BigInteger.ONE);
  private static final BigInteger MOST_ADDRESS = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
  private static final BigInteger MOST_SIZE = BigInteger.TWO.pow(63).subtract(BigInteger.ONE);

  /**
   * What a file comes to.
   *
   * @param ops those that change something, as lines; the size of a free is its block's; behind it
   *     {@code a} and the alignment, {@code t} and the thread, {@code c} and the times before it
   * @param refusedAt the first bad line, from 1, or 0 for a file without an op
   */
  record Outcome(List<String> ops, long skipped, Optional<Integer> refusedAt) {}

  private final Map<String, BigInteger> live = new HashMap<>();
  private final Set<String> born = new HashSet<>();
  private final Set<String> locked = new HashSet<>();
  private final List<String> ops = new ArrayList<>();
  private int opCount;
  private boolean isMarked;
  private String thread = "0";
  private String clock = "";

  /** What a text comes to; leniently bad lines are skipped, but never a bad first one of ours. */
  static Outcome read(String text, boolean lenient) {
    return new NaiveOps().readAll(text, lenient);
  }

  private Outcome readAll(String text, boolean lenient) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    String rest = lines.removeLast();
    Optional<String> letters = letters(lines, lines.isEmpty() ? "" : lines.get(0));
    if (letters.isEmpty()) {
      return refused(1);
    }
    int skipped = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith("#") && !add(lines.get(i), letters.get())) {
        skipped++;
        if (!lenient) {
          return refused(i + 1);
        }
      }
    }
    skipped += rest.isEmpty() ? 0 : 1;
    if (!rest.isEmpty() && !lenient) {
      return refused(lines.size() + 1);
    }
    return opCount == 0 ? refused(0) : new Outcome(ops, skipped, Optional.empty());
  }

  private static Outcome refused(int line) {
    return new Outcome(List.of(), 0, Optional.of(line));
  }

  /** The letters that are ops; empty where the first line is of ours and bad. */
  private Optional<String> letters(List<String> lines, String firstLine) {
    if (firstLine.startsWith(MAGIC)) {
      List<String> words = List.of(firstLine.substring(MAGIC.length()).split(" ", -1));
      Optional<String> dialect = words.stream().filter(w -> w.startsWith("dialect=")).findFirst();
      isMarked = words.get(0).equals("2");
      boolean known = (isMarked || words.get(0).equals("1")) && dialect.isPresent();
      return switch (known ? dialect.get() : "") {
        case "dialect=access" -> Optional.of("NFRLSM");
        case "dialect=lock" -> Optional.of("NFRLU");
        default -> Optional.empty();
      };
    }
    Set<String> seen = new HashSet<>();
    Stream<Matcher> matchers = lines.stream().map(LETTER::matcher).filter(Matcher::matches);
    matchers.forEach(matcher -> seen.add(matcher.group(1)));
    if (seen.contains("U")) {
      return Optional.of("NFRLU");
    }
    boolean access = seen.contains("S") || seen.contains("M");
    return Optional.of(access ? "NFRLSM" : "NFR");
  }

  /** Adds an op; false where the line is bad. */
  private boolean add(String line, String letters) {
    Matcher aligned = ALIGNED.matcher(line);
    Matcher threadMark = THREAD.matcher(line);
    Matcher clockMark = CLOCK.matcher(line);
    if (isMarked && aligned.matches()) {
      BigInteger alignment = new BigInteger(aligned.group(2));
      boolean allowed = alignment.bitCount() == 1 && alignment.compareTo(MOST_SIZE) <= 0;
      return allowed
          && addOp(
              aligned.group(1), letters, alignment.equals(BigInteger.ONE) ? "" : " a" + alignment);
    }
    if (isMarked && threadMark.matches()) {
      BigInteger number = new BigInteger(threadMark.group(1));
      boolean allowed = number.compareTo(MOST_HANDLE) <= 0;
      thread = allowed ? number.toString() : thread;
      return allowed;
    }
    if (isMarked && clockMark.matches()) {
      BigInteger nanos = new BigInteger(clockMark.group(1));
      boolean allowed = nanos.compareTo(MOST_SIZE) <= 0;
      clock = allowed ? " c" + nanos : clock;
      return allowed;
    }
    return addOp(line, letters, "");
  }

  private boolean addOp(String line, String letters, String alignment) {
    Matcher op = OP.matcher(line);
    if (!op.matches() || !letters.contains(op.group(2))) {
      return false;
    }
    BigInteger handle = new BigInteger(op.group(1));
    BigInteger address = new BigInteger(op.group(3));
    BigInteger size = new BigInteger(op.group(4));
    boolean fits =
        handle.compareTo(MOST_HANDLE) <= 0
            && address.compareTo(MOST_ADDRESS) <= 0
            && size.compareTo(MOST_SIZE) <= 0;
    boolean isLock = letters.endsWith("U") && "LU".contains(op.group(2));
    if (!fits
        || !change(op.group(2), handle.toString(), address, isLock ? null : size, alignment)) {
      return false;
    }
    opCount++;
    return true;
  }

  /** Does what an op says, if it may be done; without a size it is a lock or unlock. */
  private boolean change(
      String op, String handle, BigInteger address, BigInteger size, String alignment) {
    if (op.equals("N") ? born.contains(handle) : !live.containsKey(handle)) {
      return false;
    }
    BigInteger told = size;
    switch (op) {
      case "N", "R" -> {
        BigInteger before = live.getOrDefault(handle, BigInteger.ZERO);
        BigInteger sum = live.values().stream().reduce(size.subtract(before), BigInteger::add);
        if (sum.compareTo(MOST_SIZE) > 0) {
          return false;
        }
        born.add(handle);
        live.put(handle, size);
      }
      case "F" -> told = live.remove(handle);
      default -> {
        if (size == null) {
          boolean changes = op.equals("L") ? locked.add(handle) : locked.remove(handle);
          if (!changes) {
            return true;
          }
          told = BigInteger.ZERO;
        }
      }
    }
    String marks = alignment + (thread.equals("0") ? "" : " t" + thread) + clock;
    ops.add(handle + " " + op + " " + address + " " + told + marks);
    clock = "";
    return true;
  }
}
