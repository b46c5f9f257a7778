// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.util.List;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;

/**
 * What a picture of one trial in two builds is made of.
 *
 * @param trial its name
 * @param trace prepared in the setting
 * @param before the old build's contender
 * @param after the new build's
 * @param sights the ops worth looking at, by op
 */
public record TwoBuildPictureData(
    String trial,
    PreparedTrace trace,
    TrialSetting setting,
    JavaAllocatorContender before,
    JavaAllocatorContender after,
    List<Sight> sights) {

  /** Copies the list. */
  public TwoBuildPictureData {
    sights = List.copyOf(sights);
  }

  /**
   * An op worth looking at.
   *
   * @param op locks counted, from 0
   * @param place what it explains
   */
  public record Sight(int op, RegressingRequest place) {}
}
