// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.matrix;

import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.trial.TraceIdentity;
import org.rmalloc.replay.trial.Trial;
import org.rmalloc.replay.trial.TrialSetting;

/**
 * A trial that an experiment asks for, as a row of its table. Several combinations may share a
 * trial, such as those of two seeds where nothing is drawn.
 *
 * @param contender under its label, which is unique in the experiment
 */
public record TrialCombination(TraceSource trace, Contender contender, TrialSetting setting) {

  /**
   * The trial.
   *
   * @param identity of the trace's content
   */
  public Trial trial(TraceIdentity identity) {
    return new Trial(identity, contender.identity(), setting);
  }
}
