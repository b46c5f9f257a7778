// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.rmalloc.replay.result.LatencyDistribution;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/** The distribution of times by kind of op, to three significant digits. */
final class LatencyRecorder {
  private static final int DIGITS = 3;

  private final Histogram[] byKind = new Histogram[OpKind.Code.COUNT];
  private final long[] mostByKind = new long[OpKind.Code.COUNT];
  private final Histogram requests = new Histogram(DIGITS);
  private long mostOfRequests;

  LatencyRecorder() {
    for (int kind = 0; kind < byKind.length; kind++) {
      byKind[kind] = new Histogram(DIGITS);
    }
  }

  /** Adds an op; {@code oomNanos} is of its out-of-memory handling, 0 without. */
  void add(byte kind, long opNanos, long oomNanos) {
    byKind[kind].recordValue(opNanos);
    mostByKind[kind] = Math.max(mostByKind[kind], opNanos);
    if (kind <= OpKind.Code.RESIZE) {
      requests.recordValue(opNanos + oomNanos);
      mostOfRequests = Math.max(mostOfRequests, opNanos + oomNanos);
    }
  }

  /** The distributions of the times of a workload's ops, those of all requests last. */
  static List<LatencyDistribution> of(Workload workload, OpTimes times) {
    LatencyRecorder latencies = new LatencyRecorder();
    int calls = 0;
    for (int op = 0; op < times.opNanos().length; op++) {
      boolean oom = calls < times.oomOps().length && times.oomOps()[calls] == op;
      latencies.add(workload.kinds()[op], times.opNanos()[op], oom ? times.oomNanos()[calls++] : 0);
    }
    return latencies.summaries();
  }

  /** The distribution of the times of a workload's requests alone. */
  static LatencyDistribution ofRequests(Workload workload, OpTimes times) {
    return of(MedianRequestTimes.of(workload, times));
  }

  private static LatencyDistribution of(MedianRequestTimes times) {
    Histogram requests = new Histogram(DIGITS);
    long maximum = 0;
    for (long request = 0; request < times.count(); request++) {
      long nanos = times.opNanos(request) + times.oomNanos(request);
      requests.recordValue(nanos);
      maximum = Math.max(maximum, nanos);
    }
    return summary(LatencyDistribution.REQUEST, requests, maximum);
  }

  /** The distributions of the kinds that there were, and of all requests. */
  List<LatencyDistribution> summaries() {
    List<LatencyDistribution> summaries = new ArrayList<>();
    for (byte kind = 0; kind < byKind.length; kind++) {
      if (byKind[kind].getTotalCount() > 0) {
        String letter = String.valueOf(OpKind.of(kind).letter());
        summaries.add(summary(letter, byKind[kind], mostByKind[kind]));
      }
    }
    if (requests.getTotalCount() > 0) {
      summaries.add(summary(LatencyDistribution.REQUEST, requests, mostOfRequests));
    }
    return summaries;
  }

  /** A histogram rounds up within its digits; no percentile is above what was measured. */
  private static LatencyDistribution summary(String op, Histogram times, long most) {
    return new LatencyDistribution(
        op,
        times.getTotalCount(),
        Math.min(most, times.getValueAtPercentile(50)),
        Math.min(most, times.getValueAtPercentile(90)),
        Math.min(most, times.getValueAtPercentile(99)),
        Math.min(most, times.getValueAtPercentile(99.9)),
        most);
  }
}
