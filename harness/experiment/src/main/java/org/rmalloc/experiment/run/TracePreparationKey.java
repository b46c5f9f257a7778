// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.TrialSetting;

/**
 * A trace and what is done to it before it is replayed: trials of one preparation share the
 * prepared trace.
 *
 * @param setting with what does not matter here at its default
 */
public record TracePreparationKey(TraceSource trace, TrialSetting setting) {

  /** Of a trial of that trace in that setting. */
  static TracePreparationKey of(TraceSource trace, TrialSetting setting) {
    TrialSetting plain =
        setting.withHeap(HeapSize.parse(HeapSize.DEFAULT_TEXT)).withBudget(CompactionLimit.NONE);
    plain = plain.kills() ? plain : plain.withKillPercent(0);
    return new TracePreparationKey(trace, plain.draws() ? plain : plain.withSeed(1));
  }
}
