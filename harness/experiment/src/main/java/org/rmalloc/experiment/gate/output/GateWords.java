// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.output;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.rmalloc.experiment.gate.GateReport;
import org.rmalloc.experiment.gate.GateTrialVerdict;
import org.rmalloc.experiment.gate.JudgedMetricChange;
import org.rmalloc.experiment.gate.RegressingRequest;
import org.rmalloc.experiment.gate.time.GateTimeReport;
import org.rmalloc.experiment.gate.time.GateTimeVerdict;
import org.rmalloc.trace.CountWithNoun;

/** What every form says in the same words: the same digits under every locale. */
public final class GateWords {
  private static final double MAX_IN_PERCENT = 9; // a tenfold figure is said as that

  private GateWords() {}

  /** One line: how many trials and figures, how many worse and better. */
  static String headline(GateReport report) {
    StringBuilder line = new StringBuilder();
    line.append(
        format(
            "gate: %s, %,d figures exact against %s; %s worse, %s better",
            CountWithNoun.of(report.trials().size(), "trial"),
            report.figures(),
            report.baselineFile(),
            report.count(JudgedMetricChange.Kind.WORSE),
            report.count(JudgedMetricChange.Kind.BETTER)));
    appendIf(
        line,
        report.count(JudgedMetricChange.Kind.ALLOWED),
        "%d figures worse within the tolerance");
    appendIf(line, report.count(JudgedMetricChange.Kind.OTHER), "%d other");
    appendIf(line, report.newTrials(), "%d new");
    return line.toString();
  }

  private static void appendIf(StringBuilder line, long count, String words) {
    if (count > 0) {
      line.append(", ").append(format(words, count));
    }
  }

  /** {@code footprint 229,832 → 233,928 (+1.8 %)}. */
  static String change(JudgedMetricChange change) {
    if (change.key().equals("finished")) {
      return truth(change.before(), change.after());
    }
    String relative =
        change.relative() == 0 ? "" : format(" (%s%s)", relative(change), allowed(change));
    return "%s %s → %s%s"
        .formatted(change.key(), number(change.before()), number(change.after()), relative);
  }

  private static String allowed(JudgedMetricChange change) {
    return change.allowed() == 0 ? "" : format(", allowed %,d", change.allowed());
  }

  private static String truth(OptionalLong before, OptionalLong after) {
    return "finished %s → %s"
        .formatted(before.orElse(0) == 1 ? "yes" : "no", after.orElse(0) == 1 ? "yes" : "no");
  }

  static String number(OptionalLong number) {
    return number.isPresent() ? format("%,d", number.getAsLong()) : "none";
  }

  /** Where a figure got worse, in the order of cause and effect. */
  static List<String> places(GateTrialVerdict trial, JudgedMetricChange change) {
    List<String> words = new ArrayList<>();
    trial.places(change.key()).forEach(place -> words.add(place(place)));
    return words;
  }

  /** {@code first worse at request 2,944 (N of 4,368 B): 61,440 → 65,536}. */
  public static String place(RegressingRequest place) {
    String op = request(place);
    return switch (place.role()) {
      case PLACEMENTS_PART -> "the two builds first place a block differently at " + op;
      case FIRST_WORSE -> first(place, op) + values(place);
      case MOST_WORSE -> "the difference is largest at " + op + values(place);
      case PASSES -> "the baseline's final value is exceeded at " + op + values(place);
      case STOPS ->
          "in a heap of %s bytes the replay stops at %s".formatted(number(place.before()), op);
    };
  }

  private static String first(RegressingRequest place, String op) {
    return place.isExact()
        ? "first worse at " + op
        : format("first worse between request %,d and %s", place.from(), op);
  }

  private static String request(RegressingRequest place) {
    String what =
        place.sizeBytes() > 0 || place.op().isRequest()
            ? format("%c of %,d B", place.op().letter(), place.sizeBytes())
            : format("%c that follows it", place.op().letter());
    return format("request %,d (%s)", place.request(), what);
  }

  private static String values(RegressingRequest place) {
    if (place.after().isEmpty()) {
      return "";
    }
    return place.before().isEmpty()
        ? ": " + number(place.after())
        : ": %s → %s".formatted(number(place.before()), number(place.after()));
  }

  /** {@code +0.6 % (98 %: −0.9 … +2.1), 10 pairs, a change of 1.9 % would be seen: not worse}. */
  static String time(GateTimeVerdict time) {
    return format(
        "%+.1f %% (98 %%: %+.1f … %+.1f), %d pairs, p %.4f, %s: %s",
        100 * time.estimate(),
        100 * time.low(),
        100 * time.high(),
        time.pairs().size(),
        time.pWorse(),
        detectable(time.detectable()),
        kind(time.kind()));
  }

  private static String detectable(double effect) {
    return Double.isInfinite(effect)
        ? "the times are too noisy to show any change"
        : format("changes of %.1f %% or more would be seen", 100 * effect);
  }

  static String kind(GateTimeVerdict.Kind kind) {
    return switch (kind) {
      case WORSE -> "worse";
      case BETTER -> "better";
      case NOT_WORSE -> "not worse";
      case CANNOT_TELL -> "cannot tell";
    };
  }

  /** What the old build differs from itself by, and whether that is too much. */
  static String equal(GateTimeReport time) {
    return format(
        "the old build, timed against itself, differs by %+.1f %% in %d pairs; at most %s of gates"
            + " raise a false alarm",
        100 * time.equalEstimate(), time.equalPairs().size(), percent(time.alpha()));
  }

  static String tooNoisy(String reason) {
    return "the machine is too noisy to time: %s; the deterministic figures stand"
        .formatted(reason);
  }

  /** By how much a figure changed: in percent, and as a factor from tenfold on. */
  static String relative(JudgedMetricChange change) {
    double relative = change.relative();
    return relative < MAX_IN_PERCENT
        ? (relative < 0 ? "" : "+") + percent(relative)
        : format("× %,.0f", 1 + relative);
  }

  /** A share in percent: to a whole one, and where that says less than two digits, to two. */
  private static String percent(double share) {
    BigDecimal percent = BigDecimal.valueOf(100 * share);
    BigDecimal rounded =
        percent.abs().compareTo(BigDecimal.TEN) >= 0
            ? percent.setScale(0, RoundingMode.HALF_EVEN)
            : percent.round(new MathContext(2, RoundingMode.HALF_EVEN));
    return rounded.stripTrailingZeros().toPlainString() + " %";
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a library of its own
  static String format(String words, Object... values) {
    return String.format(Locale.ROOT, words, values);
  }
}
