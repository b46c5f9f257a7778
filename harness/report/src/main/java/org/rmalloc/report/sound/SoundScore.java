package org.rmalloc.report.sound;

import java.util.List;

/**
 * One application's scores, best row first.
 *
 * @param heapSize bytes
 * @param points ops that all files tell, compared in both tables
 * @param contenders in argument order
 */
public record SoundScore(
    String app,
    long heapSize,
    long points,
    List<ScoredContender> contenders,
    List<SpeedRow> speed,
    List<SpaceRow> space) {

  /** Copies the lists. */
  public SoundScore {
    contenders = List.copyOf(contenders);
    speed = List.copyOf(speed);
    space = List.copyOf(space);
  }

  /** Whether any file has times. */
  public boolean isTimed() {
    return speed.stream().anyMatch(row -> row.figures().isPresent());
  }
}
