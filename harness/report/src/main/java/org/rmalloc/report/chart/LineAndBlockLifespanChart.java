// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.util.List;
import org.rmalloc.trace.inspect.BlockLifespan;

/**
 * Lines over requests, and below, on the same axis, the lives of blocks.
 *
 * @param upper its x axis counts requests, linear
 * @param caption what stands above the lives
 * @param requests how long the axis is
 * @param blocks how many there are, drawn or not
 * @param lives of the blocks that are drawn
 */
public record LineAndBlockLifespanChart(
    LineChart upper, String caption, long requests, int blocks, List<BlockLifespan> lives)
    implements Chart {
  /** Copies the list. */
  public LineAndBlockLifespanChart {
    lives = List.copyOf(lives);
  }

  @Override
  public String title() {
    return upper.title();
  }
}
