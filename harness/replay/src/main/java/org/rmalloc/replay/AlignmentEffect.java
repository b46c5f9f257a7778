// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rmalloc.allocator.Capability;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;
import org.rmalloc.replay.contender.ArenaContender;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.trial.Setting;
import org.rmalloc.replay.workload.Demands;
import org.rmalloc.replay.workload.Witness;
import org.rmalloc.replay.workload.WitnessReplay;
import org.rmalloc.replay.workload.Workload;

/**
 * What the alignments that a trace asks for cost: the peak footprint of contenders with them, and
 * as if nobody had asked. Two replays of each contender, neither timed nor counted.
 */
public final class AlignmentEffect {
  private static final int HEAP_FACTOR = 2;

  private final Workload workload;
  private final Setting setting;
  private final long heapSize;

  private AlignmentEffect(Workload workload, Setting setting) {
    this.workload = workload;
    this.setting = setting;
    heapSize =
        Math.clamp(HEAP_FACTOR * workload.peakAligned(), Heap.MIN_CAPACITY, Heap.MAX_CAPACITY);
  }

  /**
   * One line on a trace's alignments; empty when no allocation asks for one.
   *
   * @param contenders those that finish in a heap of twice what blocks and alignments take are
   *     named
   */
  public static Optional<String> of(
      Workload workload, Setting setting, List<? extends Contender> contenders) {
    if (workload.maximumAlignment() == 1) {
      return Optional.empty();
    }
    return Optional.of(new AlignmentEffect(workload, setting).line(contenders));
  }

  private String line(List<? extends Contender> contenders) {
    List<String> footprints = new ArrayList<>();
    for (Contender contender : contenders) {
      if (contender instanceof ArenaContender arena
          && Demands.of(workload).mismatch(arena).isEmpty()) {
        footprints(arena).ifPresent(footprints::add);
      }
    }
    long aligned = 0;
    for (byte log2 : workload.alignments()) {
      aligned += log2 > 0 ? 1 : 0;
    }
    String counts =
        String.format(
            Locale.ROOT,
            "%,d allocations ask for an alignment, %,d bytes at most",
            aligned,
            workload.maximumAlignment());
    return footprints.isEmpty()
        ? counts
        : counts + "; footprint in bytes with it, without: " + String.join("; ", footprints);
  }

  private Optional<String> footprints(ArenaContender contender) {
    if (contender.isNoop() || contender.can(Capability.LOWER_BOUND)) {
      return Optional.empty();
    }
    if (contender.refusalOf(heapSize).isPresent()) {
      return Optional.empty();
    }
    Witness with = replay(contender, workload);
    Witness without = replay(contender, workload.withoutAlignments());
    boolean finished =
        with.opsMet() == workload.opCount() && without.opsMet() == workload.opCount();
    return finished
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%s %,d, %,d",
                contender.label(),
                with.peakFootprint(),
                without.peakFootprint()))
        : Optional.empty();
  }

  private Witness replay(ArenaContender contender, Workload asked) {
    return new WitnessReplay(asked, setting.budget(), contender.can(Capability.ADDRESSES))
        .run(contender.create(new PlainHeap(heapSize)));
  }
}
