// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.util.Locale;
import org.rmalloc.replay.natives.NativeReplayResult;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/** How a replay against a malloc library ended that did not finish. */
final class UnfinishedNativeReplayConverter {
  private UnfinishedNativeReplayConverter() {}

  /** As tables and files say it: they count requests, the replayer counts ops. */
  static ReplayOutcome.Ended of(Workload workload, NativeReplayResult result) {
    long op = result.number("ended_at").orElse(result.number("ops_met").orElse(0));
    long request = requestsBefore(workload, op);
    String where = workload.lockCount() == 0 ? "" : " (request %d)".formatted(request);
    return new ReplayOutcome.Ended(
        result.status().name().toLowerCase(Locale.ROOT),
        Math.min(request, workload.requestCount() - 1),
        result.message() + where);
  }

  private static long requestsBefore(Workload workload, long ops) {
    long requests = 0;
    for (int op = 0; op < Math.min(ops, workload.opCount()); op++) {
      requests += workload.kinds()[op] <= OpKind.Code.RESIZE ? 1 : 0;
    }
    return requests;
  }
}
