// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.util.OptionalLong;
import org.rmalloc.experiment.gate.ExplainingRequest.Role;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/** Makes places of a workload's ops. */
final class ExplainingRequests {
  private final Workload workload;

  ExplainingRequests(Workload workload) {
    this.workload = workload;
  }

  /** A place at an op, locks counted, that follows or is a request. */
  ExplainingRequest atOp(
      Role role, String key, int op, long request, OptionalLong before, OptionalLong after) {
    return new ExplainingRequest(
        role,
        key,
        request,
        request,
        OpKind.of(workload.kinds()[op]),
        workload.sizes()[op],
        before,
        after);
  }

  /** A place somewhere from one request to another. O(ops). */
  ExplainingRequest between(
      Role role, String key, long from, long to, OptionalLong before, OptionalLong after) {
    int op = op(to);
    return new ExplainingRequest(
        role, key, to, from, OpKind.of(workload.kinds()[op]), workload.sizes()[op], before, after);
  }

  /** The op, locks counted, of a request. O(ops). */
  int op(long request) {
    long seen = -1;
    for (int op = 0; op < workload.opCount(); op++) {
      if (workload.kinds()[op] <= OpKind.Code.RESIZE && ++seen == request) {
        return op;
      }
    }
    throw new IllegalArgumentException("request %d of %d".formatted(request, seen + 1));
  }
}
