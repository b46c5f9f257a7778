// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/** Ignores every notification: see {@link PlacementListener#NONE}. */
final class NoPlacementListener implements PlacementListener {
  @Override
  public void placed(long handle, long address, long sizeBytes, long extentFrom, long extentTo) {}

  @Override
  public void freed(long handle) {}

  @Override
  public void moved(long handle, long address, long extentFrom, long extentTo) {}

  @Override
  public void reserved(long from, long to) {}

  @Override
  public void released(long from, long to) {}
}
