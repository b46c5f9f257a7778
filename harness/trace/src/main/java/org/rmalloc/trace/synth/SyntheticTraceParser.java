// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.synth;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.trace.synth.RobsonAdversary.Victim;

/** The text form of a program made up: a name, and in parentheses its parameters, in any order. */
final class SyntheticTraceParser {
  static final String FORMS =
      "robson(first-fit|best-fit, live M, largest N[, unit U][, header H]),"
          + " firstfit(live M, largest N[, unit U][, header H]), bestfit(the same),"
          + " coalescing(size S, rounds N), binary(small S, large S, pairs N),"
          + " realloc(first S, step S, steps N, small S)"
          + " or phases(count N, bytes S, survivors PERCENT, scales N, growth FACTOR, LAW)";

  private static final Pattern FORM = Pattern.compile("([a-z]+)\\((.*)\\)");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*(?![^()]*\\))"); // not a law's own
  private static final Pattern NUMBER = Pattern.compile("([a-z]+)\\s+(\\d{1,13})");

  private final String text;
  private final long seed;
  private final Map<String, Long> numbers = new HashMap<>();
  private String word = ""; // the one parameter that is not a number

  SyntheticTraceParser(String text, long seed) {
    this.text = text.strip();
    this.seed = seed;
  }

  SyntheticTrace parse() {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw unexpected();
    }
    for (String parameter : COMMA.split(form.group(2).strip(), -1)) {
      read(parameter);
    }
    SyntheticTrace program = named(form.group(1));
    if (!numbers.isEmpty() || !word.isEmpty()) {
      throw unexpected();
    }
    return program;
  }

  private void read(String parameter) {
    Matcher number = NUMBER.matcher(parameter);
    if (number.matches()) {
      numbers.put(number.group(1), Long.valueOf(number.group(2)));
    } else if (word.isEmpty()) {
      word = parameter;
    } else {
      throw unexpected();
    }
  }

  private SyntheticTrace named(String name) {
    return switch (name) {
      case "robson" -> robson();
      case "firstfit" -> attack(FirstFitAttack::new);
      case "bestfit" -> attack(BestFitAttack::new);
      case "coalescing" -> new MallocLabProgram.Coalescing(take("size"), takeInt("rounds"));
      case "binary" ->
          new MallocLabProgram.BinarySizes(take("small"), take("large"), takeInt("pairs"));
      case "realloc" ->
          new MallocLabProgram.ReallocGrowth(
              take("first"), take("step"), takeInt("steps"), take("small"));
      case "phases" -> phases();
      default -> throw unexpected();
    };
  }

  private SyntheticTrace robson() {
    numbers.putIfAbsent("unit", 16L);
    numbers.putIfAbsent("header", 0L);
    Victim victim = Victim.of(takeWord()).orElseThrow(this::unexpected);
    return new RobsonAdversary(
        victim, takeInt("live"), takeInt("largest"), takeInt("unit"), takeInt("header"));
  }

  /** Makes an attack of live and largest words, bytes of a unit and of a header. */
  private interface Attacking {
    SyntheticTrace attack(int live, int largest, int unit, int header);
  }

  private SyntheticTrace attack(Attacking attacking) {
    numbers.putIfAbsent("unit", 16L);
    numbers.putIfAbsent("header", 0L);
    return attacking.attack(
        takeInt("live"), takeInt("largest"), takeInt("unit"), takeInt("header"));
  }

  private SyntheticTrace phases() {
    SizeDistribution law = SizeDistribution.parse(takeWord());
    return new PhasedProgram(
        takeInt("count"),
        take("bytes"),
        takeInt("survivors"),
        takeInt("scales"),
        takeInt("growth"),
        law,
        seed);
  }

  private String takeWord() {
    String taken = word;
    word = "";
    return taken;
  }

  private int takeInt(String name) {
    return (int) Math.min(take(name), Integer.MAX_VALUE); // which every program refuses
  }

  private long take(String name) {
    Long number = numbers.remove(name);
    if (number == null) {
      throw unexpected();
    }
    return number;
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException("found pattern '%s'; expected %s".formatted(text, FORMS));
  }
}
