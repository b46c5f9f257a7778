// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.animation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.replay.ListenedReplay;

/** Collects the events that an allocator reports; blocks are numbered in the order of placement. */
abstract class PlacementEventRecorder implements ListenedReplay.Listener {
  private final Map<Long, Integer> numbers = new HashMap<>();
  private List<PlacementEvent> events = new ArrayList<>();
  private int next;

  /** The events since the last time. */
  List<PlacementEvent> take() {
    List<PlacementEvent> taken = List.copyOf(events);
    events = new ArrayList<>();
    return taken;
  }

  /** The number of a live block. */
  int of(long handle) {
    return numbers.get(handle);
  }

  @Override
  public void locked(long handle, int depth) {
    events.add(new PlacementEvent.Locked(of(handle), depth));
  }

  @Override
  public void placed(long handle, long address, long sizeBytes, long extentFrom, long extentTo) {
    numbers.put(handle, next);
    events.add(new PlacementEvent.Placed(next, address, sizeBytes, extentFrom, extentTo));
    next++;
  }

  @Override
  public void freed(long handle) {
    events.add(new PlacementEvent.Freed(numbers.remove(handle)));
  }

  @Override
  public void moved(long handle, long address, long extentFrom, long extentTo) {
    events.add(new PlacementEvent.Moved(of(handle), address, extentFrom, extentTo));
  }

  @Override
  public void reserved(long from, long to) {
    events.add(new PlacementEvent.Reserved(from, to));
  }

  @Override
  public void released(long from, long to) {
    events.add(new PlacementEvent.Released(from, to));
  }
}
