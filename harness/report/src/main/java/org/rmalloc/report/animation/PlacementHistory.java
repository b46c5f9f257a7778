// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.animation;

import java.util.ArrayList;
import java.util.List;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.replay.ListenedReplay;

/**
 * What happened in a heap, op by op: step 0 is the allocator's creation, step i + 1 is op i, locks
 * included. One that cannot be met ends it.
 */
public final class PlacementHistory {
  private final String label;
  private final long heapSize;
  private final List<List<PlacementEvent>> steps;
  private final boolean finished;

  private PlacementHistory(
      String label, long heapSize, List<List<PlacementEvent>> steps, boolean finished) {
    this.label = label;
    this.heapSize = heapSize;
    this.steps = steps;
    this.finished = finished;
  }

  /** Replays, and records what the allocator reports. */
  public static PlacementHistory of(ListenedReplay replay) {
    List<List<PlacementEvent>> steps = new ArrayList<>();
    PlacementEventRecorder recorder =
        new PlacementEventRecorder() {
          @Override
          public void done(int op, Allocator allocator) {
            steps.add(take());
          }
        };
    boolean finished = replay.run(recorder);
    return new PlacementHistory(replay.label(), replay.heapSize(), steps, finished);
  }

  /** The allocator's name. */
  public String label() {
    return label;
  }

  /** Bytes. */
  public long heapSize() {
    return heapSize;
  }

  /** Steps, the creation included. */
  public int stepCount() {
    return steps.size();
  }

  /** Whether every request was met. */
  public boolean finished() {
    return finished;
  }

  List<PlacementEvent> events(int step) {
    return steps.get(step);
  }
}
