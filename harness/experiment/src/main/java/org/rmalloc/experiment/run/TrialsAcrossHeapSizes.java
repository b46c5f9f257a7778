// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import java.util.List;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.trial.CompactionLimit;

/**
 * Trials of one prepared trace, one contender and one limit to compactions, in several heaps: a
 * family, which shares a smallest heap, and is measured one trial after the other.
 *
 * @param trials one or more, each in another file
 * @param measures what to measure of each
 * @param known their smallest heap, if it was found before
 */
public record TrialsAcrossHeapSizes(
    TracePreparationKey preparation,
    List<PlannedTrial> trials,
    MeasurementSettings measures,
    SmallestHeapResult known) {

  /** Copies the list. */
  public TrialsAcrossHeapSizes {
    trials = List.copyOf(trials);
  }

  /** The contender, under the label of the first trial. */
  public Contender contender() {
    return trials.getFirst().combination().contender();
  }

  /** The limit to compactions. */
  public CompactionLimit budget() {
    return trials.getFirst().combination().setting().budget();
  }

  /** What it is called in messages. */
  public String label() {
    return trials.getFirst().label();
  }
}
