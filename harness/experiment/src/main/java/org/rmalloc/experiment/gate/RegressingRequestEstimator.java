// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rmalloc.experiment.baseline.FootprintAndCostTrail;
import org.rmalloc.experiment.baseline.FootprintAndCostTrail.Step;
import org.rmalloc.experiment.baseline.MetricGrowthSteps;
import org.rmalloc.experiment.gate.RegressingRequest.Role;
import org.rmalloc.experiment.matrix.GateMetric;

/**
 * Names the request at which a figure got worse by the baseline's trail alone, without the build
 * that it is of. Of footprint and cost it is the first at which that is certain, and the interval
 * before it in which it may have been so already; of another figure that only grows, the request at
 * which it passes the baseline's final value.
 */
final class RegressingRequestEstimator {
  private final FootprintAndCostTrail before;
  private final MetricGrowthRecorder after;
  private final RegressingRequestFactory requests;

  RegressingRequestEstimator(FootprintAndCostTrail before, MetricGrowthRecorder after) {
    this.before = before;
    this.after = after;
    requests = new RegressingRequestFactory(after.workload());
  }

  /** What is known of a figure that is worse than {@code value}, the baseline's. */
  List<RegressingRequest> of(GateMetric figure, long value) {
    List<RegressingRequest> places = new ArrayList<>();
    switch (figure) {
      case FOOTPRINT -> footprint().ifPresent(places::add);
      case COST -> cost().ifPresent(places::add);
      default -> {}
    }
    if (places.isEmpty() && RunningReplayMetricReader.GROWING.contains(figure)) {
      passes(figure, value).ifPresent(places::add);
    }
    return places;
  }

  /** The first step beyond what the old footprint can have been there. */
  private Optional<RegressingRequest> footprint() {
    MetricGrowthSteps steps = after.of(GateMetric.FOOTPRINT);
    OptionalLong possible = OptionalLong.empty();
    for (int i = 0; i < steps.size(); i++) {
      long request = steps.request(i);
      int known = lastUpTo(before.footprint(), request);
      long minimum = known < 0 ? 0 : before.footprint().get(known).value();
      if (steps.value(i) > minimum && possible.isEmpty()) {
        possible = OptionalLong.of(request);
      }
      if (steps.value(i) > maximum(known, minimum)) {
        long from = possible.orElse(request);
        OptionalLong old = OptionalLong.of(minimum);
        return Optional.of(
            requests.between(
                Role.FIRST_WORSE,
                GateMetric.FOOTPRINT.key(),
                from,
                request,
                from == request ? old : OptionalLong.empty(),
                OptionalLong.of(steps.value(i))));
      }
    }
    return Optional.empty();
  }

  /** The most that the old footprint can have been after step {@code known} and before the next. */
  private long maximum(int known, long minimum) {
    if (known + 1 >= before.footprint().size()) {
      return minimum;
    }
    Step next = before.footprint().get(known + 1);
    return next.leftOut() ? next.value() - 1 : minimum;
  }

  private static int lastUpTo(List<Step> steps, long request) {
    int last = -1;
    while (last + 1 < steps.size() && steps.get(last + 1).request() <= request) {
      last++;
    }
    return last;
  }

  /** Between the two points of which the second is the first with a larger cost. */
  private Optional<RegressingRequest> cost() {
    List<Step> old = before.cost();
    List<Step> now = after.trail().cost();
    long from = 0;
    for (int i = 0; i < Math.min(old.size(), now.size()); i++) {
      long request = now.get(i).request();
      if (old.get(i).request() != request) {
        return Optional.empty(); // of replays that end at different requests
      }
      if (now.get(i).value() > old.get(i).value()) {
        return Optional.of(
            requests.between(
                Role.FIRST_WORSE,
                GateMetric.COST.key(),
                from,
                request,
                OptionalLong.of(old.get(i).value()),
                OptionalLong.of(now.get(i).value())));
      }
      from = request + 1;
    }
    return Optional.empty();
  }

  private Optional<RegressingRequest> passes(GateMetric figure, long value) {
    MetricGrowthSteps steps = after.of(figure);
    for (int i = 0; i < steps.size(); i++) {
      if (steps.value(i) > value) {
        return Optional.of(
            requests.between(
                Role.PASSES,
                figure.key(),
                steps.request(i),
                steps.request(i),
                OptionalLong.of(value),
                OptionalLong.of(steps.value(i))));
      }
    }
    return Optional.empty();
  }
}
