// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

/**
 * What came of a call, to be compared with the same call of another allocator.
 *
 * @param value of a malloc the handle, or 0; of a realloc 0 when it failed; of a compaction the
 *     bytes moved; else 0
 * @param address of the block after the call, or 0; of a compaction the steps taken
 * @param cost what the heap counted during the call, out-of-memory handling included
 */
public record CallResult(long value, long address, long cost) {

  /** Of a request: whether it was met. */
  public boolean isMet() {
    return value != 0;
  }

  /** How this differs from another, in words; empty when it does not. */
  public String differenceFrom(CallResult other) {
    if (value != other.value) {
      return "result %d here, %d there".formatted(value, other.value);
    }
    if (address != other.address) {
      return "address %d here, %d there".formatted(address, other.address);
    }
    return cost == other.cost ? "" : "cost %d here, %d there".formatted(cost, other.cost);
  }
}
