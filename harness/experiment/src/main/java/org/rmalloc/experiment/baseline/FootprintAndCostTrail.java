// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a replay's footprint and cost grew, in a line of a baseline: what names the request at
 * which a later build gets worse when this build is not at hand.
 *
 * @param footprint the steps of the peak footprint so far, ascending, at most {@link #MAX_STEPS}
 * @param cost the cost of all requests so far, at even distances, at most {@link #MAX_STEPS}
 */
public record FootprintAndCostTrail(List<Step> footprint, List<Step> cost) {
  /** The maximum of steps of each figure. */
  public static final int MAX_STEPS = 64;

  /** Of a contender against which nothing is replayed. */
  public static final FootprintAndCostTrail EMPTY = new FootprintAndCostTrail(List.of(), List.of());

  private static final Pattern STEP = Pattern.compile("(\\d{1,18})([:~])(\\d{1,18})");
  private static final String EXPECTED =
      "steps such as 'footprint 0:4096 288~44100 | cost 277:612', ascending";

  /**
   * A figure as it stands after a request.
   *
   * @param request op index, from 0
   * @param value bytes, or loads and stores
   * @param leftOut whether the figure also grew between the step before and this one, by steps that
   *     the trail leaves out
   */
  public record Step(long request, long value, boolean leftOut) {
    private String text() {
      return request + (leftOut ? "~" : ":") + value;
    }
  }

  /** Copies the lists. */
  public FootprintAndCostTrail {
    footprint = List.copyOf(footprint);
    cost = List.copyOf(cost);
  }

  /** As a baseline holds it. */
  public String text() {
    return "footprint" + text(footprint) + " | cost" + text(cost);
  }

  private static String text(List<Step> steps) {
    StringBuilder text = new StringBuilder();
    steps.forEach(step -> text.append(' ').append(step.text()));
    return text.toString();
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException when it is no trail; its message says what was found and
   *     expected
   */
  public static FootprintAndCostTrail parse(String text) {
    String[] halves = text.split(" \\| ", -1);
    if (halves.length != 2) {
      throw malformed(text);
    }
    return new FootprintAndCostTrail(steps(halves[0], "footprint"), steps(halves[1], "cost"));
  }

  private static List<Step> steps(String text, String name) {
    String[] words = text.split(" ", -1);
    if (!words[0].equals(name) || words.length > MAX_STEPS + 1) {
      throw malformed(text);
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i < words.length; i++) {
      Step step = step(words[i]);
      if (!steps.isEmpty() && !follows(step, steps.getLast())) {
        throw malformed(words[i]);
      }
      steps.add(step);
    }
    return steps;
  }

  private static Step step(String text) {
    Matcher step = STEP.matcher(text);
    if (!step.matches()) {
      throw malformed(text);
    }
    return new Step(
        Long.parseLong(step.group(1)), Long.parseLong(step.group(3)), step.group(2).equals("~"));
  }

  private static boolean follows(Step step, Step before) {
    return step.request > before.request && step.value >= before.value;
  }

  private static IllegalArgumentException malformed(String found) {
    return new IllegalArgumentException("found '%s', expected %s".formatted(found, EXPECTED));
  }
}
