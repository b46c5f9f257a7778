// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.List;
import java.util.Optional;

/**
 * One application's scores, best row first.
 *
 * @param heapSize bytes
 * @param points ops that all files tell, compared in both tables
 * @param contenders in argument order
 * @param noise of the machine; absent where no file has forks
 */
public record ComparisonScores(
    String app,
    long heapSize,
    long points,
    List<ComparedContender> contenders,
    Optional<MachineNoise> noise,
    List<SpeedRankingRow> speed,
    List<SpaceRankingRow> space) {

  /** Copies the lists. */
  public ComparisonScores {
    contenders = List.copyOf(contenders);
    speed = List.copyOf(speed);
    space = List.copyOf(space);
  }

  /** Whether times are those of ops, measured by several forks; otherwise of requests. */
  public boolean isOfForks() {
    return noise.isPresent();
  }

  /** Whether any file has times. */
  public boolean isTimed() {
    return speed.stream().anyMatch(row -> row.figures().isPresent());
  }
}
