// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.rmalloc.experiment.store.ExperimentTrialRow;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.ContenderIdentity;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.ReplaySummary;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.TraceIdentity;
import org.rmalloc.replay.trial.Trial;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.trace.TraceProvenance;

/** Observations of smallest heaps, made up. */
final class Observations {
  private Observations() {}

  /** One with that smallest heap; none where it is 0. */
  static MeasuredCombination of(
      String trace, String contender, String heap, long peakLive, long minHeap) {
    Trial trial =
        new Trial(
            new TraceIdentity("0".repeat(64), List.of()),
            ContenderIdentity.of(Contender.Kind.ARENA, contender, new TreeMap<>()),
            TrialSetting.DEFAULT.withHeap(HeapSize.parse(heap)));
    AllocStatsHeader header =
        new AllocStatsHeader(
            contender,
            trial,
            Set.of(),
            "1",
            TraceProvenance.made(trace),
            1 << 20,
            peakLive,
            0,
            "none",
            minHeap == 0 ? SmallestHeapResult.none("none here") : SmallestHeapResult.of(minHeap),
            "1",
            Optional.empty());
    ExperimentTrialRow row =
        new ExperimentTrialRow(
            trace,
            "0".repeat(64),
            contender,
            contender,
            "arena",
            new TreeMap<>(),
            heap,
            "fine",
            "resize",
            "1",
            "0",
            "1",
            "none",
            trial.key(),
            trial.key() + ".json");
    ReplaySummary summary = ReplaySummary.ofNoReplay(10, 0, new ReplayOutcome.NotTried("made up"));
    return new MeasuredCombination(row, Optional.of(new TrialResult(header, summary)));
  }
}
