// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.util.OptionalLong;
import org.rmalloc.experiment.gate.RegressingRequest.Role;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/** Makes regressing requests of a workload's ops. */
final class RegressingRequestFactory {
  private final Workload workload;

  RegressingRequestFactory(Workload workload) {
    this.workload = workload;
  }

  /** A place at an op, locks counted, that follows or is a request. */
  RegressingRequest atOp(
      Role role, String key, int op, long request, OptionalLong before, OptionalLong after) {
    return new RegressingRequest(
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
  RegressingRequest between(
      Role role, String key, long from, long to, OptionalLong before, OptionalLong after) {
    int op = op(to);
    return new RegressingRequest(
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
