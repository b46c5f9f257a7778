// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.rmalloc.experiment.baseline.DeterministicTrialFigures;
import org.rmalloc.experiment.gate.JudgedMetricChange.Kind;
import org.rmalloc.experiment.matrix.GateMetric;
import org.rmalloc.experiment.matrix.GateMetric.Unit;
import org.rmalloc.experiment.matrix.GateTolerance.Allowance;

/**
 * Judges the figures of a trial exactly. Of replays that end at different requests only the end and
 * the smallest heaps are judged: the rest is of different lengths.
 */
final class ExactMetricJudge {
  /** The key that says whether every request was met. */
  static final String FINISHED = "finished";

  /** The key of the request that could not be met. */
  static final String STOPPED_AT = "stopped_at";

  private final Map<GateMetric, Allowance> allowances;
  private final List<JudgedMetricChange> changes = new ArrayList<>();

  private ExactMetricJudge(Map<GateMetric, Allowance> allowances) {
    this.allowances = allowances;
  }

  /** Every figure of both, in the order of the baseline's lines. */
  static List<JudgedMetricChange> judge(
      DeterministicTrialFigures before,
      DeterministicTrialFigures after,
      Map<GateMetric, Allowance> allowances) {
    ExactMetricJudge judge = new ExactMetricJudge(allowances);
    judge.end(before, after);
    boolean sameEnd =
        before.finished() == after.finished() && before.stoppedAt().equals(after.stoppedAt());
    for (GateMetric figure : GateMetric.values()) {
      OptionalLong old = before.values().get(figure);
      OptionalLong now = after.values().get(figure);
      if (old != null && now != null && (sameEnd || isOfHeaps(figure))) {
        judge.figure(figure, old, now);
      }
    }
    return judge.changes;
  }

  private static boolean isOfHeaps(GateMetric figure) {
    return figure == GateMetric.MIN_HEAP || figure == GateMetric.MIN_HEAP_LUCKY;
  }

  private void end(DeterministicTrialFigures before, DeterministicTrialFigures after) {
    long old = before.finished() ? 1 : 0;
    long now = after.finished() ? 1 : 0;
    add(FINISHED, Unit.COUNT, OptionalLong.of(old), OptionalLong.of(now), kind(old - now, 0), 0);
    if (!before.finished() && !after.finished()) {
      long later = after.stoppedAt().orElse(-1) - before.stoppedAt().orElse(-1);
      add(STOPPED_AT, Unit.COUNT, before.stoppedAt(), after.stoppedAt(), kind(-later, 0), 0);
    }
  }

  private void figure(GateMetric figure, OptionalLong before, OptionalLong after) {
    long allowed = before.isPresent() ? allowed(figure, before.getAsLong()) : 0;
    add(figure.key(), figure.unit(), before, after, kind(figure, before, after, allowed), allowed);
  }

  private void add(
      String key, Unit unit, OptionalLong before, OptionalLong after, Kind kind, long allowed) {
    changes.add(new JudgedMetricChange(key, unit, before, after, kind, allowed));
  }

  private static Kind kind(
      GateMetric figure, OptionalLong before, OptionalLong after, long allowed) {
    if (before.equals(after)) {
      return Kind.EQUAL;
    }
    WorseDirection direction = WorseDirection.worse(figure);
    if (direction == WorseDirection.NEITHER) {
      return Kind.OTHER;
    }
    if (before.isEmpty() || after.isEmpty()) {
      return after.isEmpty() ? Kind.WORSE : Kind.BETTER; // no smallest heap is worse than any
    }
    return kind(direction.worseBy(before.getAsLong(), after.getAsLong()), allowed);
  }

  private static Kind kind(long worseBy, long allowed) {
    if (worseBy == 0) {
      return Kind.EQUAL;
    }
    if (worseBy < 0) {
      return Kind.BETTER;
    }
    return worseBy > allowed ? Kind.WORSE : Kind.ALLOWED;
  }

  private long allowed(GateMetric figure, long before) {
    return switch (allowances.get(figure)) {
      case null -> 0;
      case Allowance.Amount(long amount) -> amount;
      case Allowance.Percent(BigDecimal percent) ->
          BigDecimal.valueOf(before)
              .abs()
              .multiply(percent)
              .movePointLeft(2)
              .setScale(0, RoundingMode.FLOOR)
              .longValue();
    };
  }
}
