// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.replay.workload.HandleAndAddressChecksum;

/**
 * A checksum of where blocks were placed and moved to, in order. Handles are no part of it: what an
 * allocator names its blocks is its own business.
 */
final class PlacementChecksum implements PlacementListener {
  private static final long MOVED = 1L << 63;

  private long sum = HandleAndAddressChecksum.START;

  long sum() {
    return sum;
  }

  @Override
  public void placed(long handle, long address, long sizeBytes, long extentFrom, long extentTo) {
    sum = HandleAndAddressChecksum.mix(sum, address);
  }

  @Override
  public void freed(long handle) {
    // that a block is freed is the trace's doing
  }

  @Override
  public void moved(long handle, long address, long extentFrom, long extentTo) {
    sum = HandleAndAddressChecksum.mix(sum, MOVED | address);
  }

  @Override
  public void reserved(long from, long to) {
    // no block
  }

  @Override
  public void released(long from, long to) {
    // no block
  }
}
