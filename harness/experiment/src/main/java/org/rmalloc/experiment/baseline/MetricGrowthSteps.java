// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.rmalloc.experiment.baseline.FootprintAndCostTrail.Step;

/** A figure that only grows, by the requests at which it did. O(steps) memory. Not thread-safe. */
public final class MetricGrowthSteps {
  private long[] requests = new long[64];
  private long[] values = new long[64];
  private int count;

  /**
   * The figure as it stands after a request, or after the locks that follow it; smaller values than
   * before are ignored.
   *
   * @param request that of the call before, or a later one
   */
  public void add(long request, long value) {
    if (count > 0 && value <= values[count - 1]) {
      return;
    }
    if (count > 0 && request == requests[count - 1]) {
      values[count - 1] = value;
      return;
    }
    if (count == requests.length) {
      requests = Arrays.copyOf(requests, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    requests[count] = request;
    values[count] = value;
    count++;
  }

  /** How many steps there are. */
  public int size() {
    return count;
  }

  /** The request of a step. */
  public long request(int step) {
    return requests[step];
  }

  /** The figure from that step on. */
  public long value(int step) {
    return values[step];
  }

  /**
   * The steps that say most: the first, the last, and then, one after the other, the one that takes
   * the largest rectangle from what a reader of the steps kept cannot know. O(maximum · steps).
   *
   * @param maximum 2 or more
   */
  public List<Step> thinned(int maximum) {
    NavigableSet<Integer> kept = new TreeSet<>();
    for (int i = 0; i < count; i += Math.max(1, count - 1)) {
      kept.add(i);
    }
    while (kept.size() < Math.min(maximum, count)) {
      kept.add(mostTelling(kept));
    }
    return steps(kept);
  }

  private int mostTelling(NavigableSet<Integer> kept) {
    int best = -1;
    double largest = -1;
    for (int i = 0; i < count; i++) {
      if (!kept.contains(i)) {
        double area = known(kept.lower(i), i, kept.higher(i));
        if (area > largest) {
          largest = area;
          best = i;
        }
      }
    }
    return best;
  }

  /** What step {@code i} says beyond its kept neighbours: requests times growth. */
  private double known(int before, int i, int after) {
    double earlier = (double) (requests[i] - requests[before]) * (values[after] - values[i]);
    double later = (double) (requests[after] - requests[i]) * (values[i] - values[before]);
    return earlier + later;
  }

  private List<Step> steps(NavigableSet<Integer> kept) {
    List<Step> steps = new ArrayList<>();
    int expected = 0;
    for (int i : kept) {
      steps.add(new Step(requests[i], values[i], i != expected));
      expected = i + 1;
    }
    return steps;
  }
}
