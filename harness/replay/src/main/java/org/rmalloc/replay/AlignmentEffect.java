// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rmalloc.allocator.Capability;
import org.rmalloc.heap.Heap;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.FingerprintingReplay;
import org.rmalloc.replay.workload.ReplayFingerprint;
import org.rmalloc.replay.workload.RequiredCapabilities;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/**
 * What the alignments that a trace asks for cost: the peak footprint of contenders with them, and
 * as if nobody had asked. Two replays of each contender, neither timed nor counted, in a heap of
 * twice what blocks and alignments take.
 */
public final class AlignmentEffect {
  private static final int HEAP_FACTOR = 2;

  private final Workload workload;
  private final TrialSetting setting;
  private final long heapSize;

  private AlignmentEffect(Workload workload, TrialSetting setting) {
    this.workload = workload;
    this.setting = setting;
    heapSize =
        Math.clamp(HEAP_FACTOR * workload.peakAligned(), Heap.MIN_CAPACITY, Heap.MAX_CAPACITY);
  }

  /**
   * What a trace's alignments cost, a sentence each; none when no allocation asks for one.
   *
   * @param contenders those that finish are named
   */
  public static List<String> of(
      Workload workload, TrialSetting setting, List<? extends Contender> contenders) {
    return workload.maximumAlignment() == 1
        ? List.of()
        : new AlignmentEffect(workload, setting).sentences(contenders);
  }

  private List<String> sentences(List<? extends Contender> contenders) {
    List<String> sentences = new ArrayList<>();
    sentences.add(counts());
    List<Footprints> footprints = new ArrayList<>();
    for (Contender contender : contenders) {
      if (contender instanceof JavaAllocatorContender arena
          && RequiredCapabilities.of(workload).mismatch(arena).isEmpty()) {
        footprints(arena).ifPresent(footprints::add);
      }
    }
    if (!footprints.isEmpty()) {
      sentences.add(
          "peak footprint in bytes, with these alignments and without them: "
              + footprints.stream().map(Footprints::text).collect(Collectors.joining("; ")));
      adviceOn(footprints).ifPresent(sentences::add);
    }
    return sentences;
  }

  private String counts() {
    long news = 0;
    long aligned = 0;
    for (int op = 0; op < workload.opCount(); op++) {
      news += workload.kinds()[op] == OpKind.Code.NEW ? 1 : 0;
      aligned += workload.alignment(op) > 1 ? 1 : 0;
    }
    return String.format(
        Locale.ROOT,
        "%,d of %,d allocations ask for an alignment, the largest %,d bytes",
        aligned,
        news,
        workload.maximumAlignment());
  }

  /**
   * A factor of the peak of live bytes in which all have room, where that of the setting is not.
   */
  private Optional<String> adviceOn(List<Footprints> footprints) {
    if (!(setting.heap() instanceof HeapSize.Factor)) {
      return Optional.empty();
    }
    long needed = footprints.stream().mapToLong(Footprints::with).max().orElse(0);
    return needed <= setting.heap().bytes(workload.peakLive(), () -> 0)
        ? Optional.empty()
        : Optional.of(
            "a heap of %s is too small for some allocators with the alignments that the trace asks for; --heap %dx has room for all"
                .formatted(
                    setting.heap().text(), Math.ceilDiv(needed, Math.max(1, workload.peakLive()))));
  }

  /** Peak footprints of a contender, in bytes. */
  private record Footprints(String label, long with, long without) {
    String text() {
      return String.format(Locale.ROOT, "%s %,d and %,d", label, with, without);
    }
  }

  private Optional<Footprints> footprints(JavaAllocatorContender contender) {
    if (contender.isNoop()
        || contender.can(Capability.LOWER_BOUND)
        || contender.refusalOf(heapSize).isPresent()) {
      return Optional.empty();
    }
    ReplayFingerprint with = replay(contender, workload);
    ReplayFingerprint without = replay(contender, workload.withoutAlignments());
    boolean finished =
        with.opsMet() == workload.opCount() && without.opsMet() == workload.opCount();
    return finished
        ? Optional.of(
            new Footprints(contender.label(), with.peakFootprint(), without.peakFootprint()))
        : Optional.empty();
  }

  private ReplayFingerprint replay(JavaAllocatorContender contender, Workload asked) {
    try (Heap heap = Heap.plain(heapSize)) {
      return new FingerprintingReplay(asked, setting.budget(), contender.can(Capability.ADDRESSES))
          .run(contender.create(heap));
    }
  }
}
