// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.animation;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * How much of each column of a map is overhead, used or locked; what is none of these is free. All
 * columns stand for equally many bytes, which need not be a whole number.
 */
final class MapColumnShares {
  /** What a column is drawn in, from its foot upwards. */
  enum Kind {
    OVERHEAD,
    USED,
    LOCKED,
    FREE;

    static Kind of(HeapTile tile) {
      return switch (tile.kind()) {
        case FREE -> FREE;
        case OVERHEAD -> OVERHEAD;
        case USED -> tile.lockDepth() > 0 ? LOCKED : USED;
      };
    }
  }

  private final int columns;
  private final Map<Kind, double[]> shares = new EnumMap<>(Kind.class);

  private MapColumnShares(int columns) {
    this.columns = columns;
    for (Kind kind : EnumSet.complementOf(EnumSet.of(Kind.FREE))) {
      shares.put(kind, new double[columns]);
    }
  }

  /** The shares of a heap that is drawn in so many columns. */
  static MapColumnShares of(List<HeapTile> tiles, long heapSize, int columns) {
    MapColumnShares shares = new MapColumnShares(columns);
    double columnsPerByte = (double) columns / heapSize;
    tiles.stream()
        .filter(tile -> tile.kind() != HeapTile.Kind.FREE)
        .forEach(
            tile ->
                shares.add(
                    Kind.of(tile), tile.from() * columnsPerByte, tile.to() * columnsPerByte));
    return shares;
  }

  private void add(Kind kind, double from, double to) {
    double[] share = shares.get(kind);
    for (int column = (int) from; column < to && column < columns; column++) {
      share[column] += Math.min(to, column + 1) - Math.max(from, column);
    }
  }

  /** The kind of a column at a height from 0, its foot, up to 1. */
  Kind at(int column, double height) {
    double end = 0;
    for (Map.Entry<Kind, double[]> share : shares.entrySet()) {
      end += share.getValue()[column];
      if (height < end) {
        return share.getKey();
      }
    }
    return Kind.FREE;
  }
}
