// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.search;

import java.util.SplittableRandom;

/** Which block is tried first where several can stand. */
enum BlockOrder {
  /** The one that spans the maximum number of sections. */
  WIDTH,
  /** The one in the section with the largest load. */
  CONTENTION,
  /** The one whose sections have the largest load in all. */
  TOTAL_CONTENTION,
  /** The largest size × sections. */
  AREA,
  /** The largest size² × sections. */
  SIZE_SQUARED_WIDTH,
  /** The largest size × sections². */
  SIZE_WIDTH_SQUARED;

  /** By block: its value, the largest first. */
  double[] values(NormalizedPlacementProblem sections) {
    double[] values = new double[sections.blockCount()];
    for (int block = 0; block < values.length; block++) {
      values[block] = value(sections, block);
    }
    return values;
  }

  /** The same, each value times 1 ± {@code noise} by chance. */
  double[] values(NormalizedPlacementProblem sections, double noise, SplittableRandom random) {
    double[] values = values(sections);
    for (int block = 0; block < values.length; block++) {
      values[block] *= 1 + noise * (2 * random.nextDouble() - 1);
    }
    return values;
  }

  private double value(NormalizedPlacementProblem sections, int block) {
    double width = sections.to(block) - sections.from(block);
    double size = sections.size(block);
    return switch (this) {
      case WIDTH -> width + size / (sections.peakLoad() + 1); // the larger of two equally wide ones
      case CONTENTION -> maximumLoad(sections, block) * (1 + width / (sections.sectionCount() + 1));
      case TOTAL_CONTENTION -> totalLoad(sections, block);
      case AREA -> width * size;
      case SIZE_SQUARED_WIDTH -> width * size * size;
      case SIZE_WIDTH_SQUARED -> width * width * size;
    };
  }

  private static double maximumLoad(NormalizedPlacementProblem sections, int block) {
    long maximum = 0;
    for (int section = sections.from(block); section < sections.to(block); section++) {
      maximum = Math.max(maximum, sections.load(section));
    }
    return maximum;
  }

  private static double totalLoad(NormalizedPlacementProblem sections, int block) {
    double total = 0;
    for (int section = sections.from(block); section < sections.to(block); section++) {
      total += sections.load(section);
    }
    return total;
  }
}
