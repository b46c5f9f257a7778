// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.animation;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.List;

/** Pictures of recordings at ascending steps, one map beneath the other. */
final class AnimationFramePainter {
  private final List<Playback> playbacks = new ArrayList<>();

  AnimationFramePainter(List<PlacementHistory> recordings) {
    recordings.forEach(recording -> playbacks.add(new Playback(recording)));
  }

  /**
   * The picture of a step; a recording that ended before it shows its end.
   *
   * @param step not less than the last time
   */
  BufferedImage at(int step) {
    List<BufferedImage> maps = playbacks.stream().map(one -> one.at(step)).toList();
    return maps.size() == 1 ? maps.getFirst() : beneathEachOther(maps);
  }

  private static BufferedImage beneathEachOther(List<BufferedImage> maps) {
    BufferedImage first = maps.getFirst();
    BufferedImage all =
        new BufferedImage(
            first.getWidth(),
            first.getHeight() * maps.size(),
            first.getType(),
            (IndexColorModel) first.getColorModel());
    Graphics2D on = all.createGraphics();
    for (int i = 0; i < maps.size(); i++) {
      on.drawImage(maps.get(i), 0, i * first.getHeight(), null);
    }
    on.dispose();
    return all;
  }

  private static final class Playback {
    private final PlacementHistory recording;
    private final HeapMap map;
    private int done = -1;

    Playback(PlacementHistory recording) {
      this.recording = recording;
      this.map = new HeapMap(recording.heapSize());
    }

    BufferedImage at(int step) {
      int last = Math.min(step, recording.stepCount() - 1);
      while (done < last) {
        done++;
        recording.events(done).forEach(map::apply);
      }
      return HeapMapPicture.of(recording, last, map.tiles());
    }
  }
}
