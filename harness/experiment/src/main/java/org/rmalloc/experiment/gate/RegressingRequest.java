// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.util.OptionalLong;
import org.rmalloc.trace.OpKind;

/**
 * A request that explains a change, such as the first one at which a figure is worse.
 *
 * @param role what it explains
 * @param key the figure's; empty where placements part
 * @param request op index, from 0; of an interval the last
 * @param from the first request of an interval; {@code request} where it is known exactly
 * @param op what the request asks for; a lock or unlock stands after the request
 * @param sizeBytes that it asks for, or frees
 * @param before the figure of the old build there, as far as it is known
 * @param after that of the new build
 */
public record RegressingRequest(
    Role role,
    String key,
    long request,
    long from,
    OpKind op,
    long sizeBytes,
    OptionalLong before,
    OptionalLong after) {

  /** What a place explains. */
  public enum Role {
    /** From here on the builds place blocks differently. */
    PLACEMENTS_PART,
    /** The figure, as if the trace ended here, is worse for the first time. */
    FIRST_WORSE,
    /**
     * It is worse by the most: of a sum the request that adds the most to the difference, of a
     * maximum or minimum the first at which the difference is largest.
     */
    MOST_WORSE,
    /** The figure passes the baseline's final value. */
    PASSES,
    /** In a heap that was large enough before, the new build stops here. */
    STOPS
  }

  /** Whether the request is known, not only between which two it is. */
  public boolean isExact() {
    return from == request;
  }
}
