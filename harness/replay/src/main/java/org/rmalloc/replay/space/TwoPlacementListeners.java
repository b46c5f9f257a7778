// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import org.rmalloc.allocator.PlacementListener;

/** Notifies two listeners of every placement, one after the other. */
record TwoPlacementListeners(PlacementListener first, PlacementListener second)
    implements PlacementListener {

  /** Both, or the first alone where nobody else listens. */
  static PlacementListener of(PlacementListener first, PlacementListener second) {
    return second == NONE ? first : new TwoPlacementListeners(first, second);
  }

  @Override
  public void placed(long handle, long address, long sizeBytes, long extentFrom, long extentTo) {
    first.placed(handle, address, sizeBytes, extentFrom, extentTo);
    second.placed(handle, address, sizeBytes, extentFrom, extentTo);
  }

  @Override
  public void freed(long handle) {
    first.freed(handle);
    second.freed(handle);
  }

  @Override
  public void moved(long handle, long address, long extentFrom, long extentTo) {
    first.moved(handle, address, extentFrom, extentTo);
    second.moved(handle, address, extentFrom, extentTo);
  }

  @Override
  public void reserved(long from, long to) {
    first.reserved(from, to);
    second.reserved(from, to);
  }

  @Override
  public void released(long from, long to) {
    first.released(from, to);
    second.released(from, to);
  }
}
