// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.points;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes through several files of one trace at once, op by op. Files may have points that others
 * lack, and may end early. O(files) memory.
 */
public final class JointDataPointCursor implements Closeable {
  private static final long BEYOND = Long.MAX_VALUE;

  private final List<? extends StatsFile> files;
  private final List<DataPointCursor> cursors = new ArrayList<>();
  private final long[] at;
  private final boolean[] here;
  private long opIndex = -1;

  /** Opens the files and stands before their first point. */
  public JointDataPointCursor(List<? extends StatsFile> files) throws IOException {
    this.files = files;
    this.at = new long[files.size()];
    this.here = new boolean[files.size()];
    try {
      for (StatsFile file : files) {
        cursors.add(file.open());
        step(cursors.size() - 1);
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Steps to the next op that any file has a point of.
   *
   * @return whether there is one
   * @throws StatsFormatException where two files tell different ops under one index
   */
  public boolean next() throws IOException {
    for (int file = 0; file < at.length; file++) {
      if (here[file]) {
        step(file);
      }
    }
    opIndex = BEYOND;
    for (long index : at) {
      opIndex = Math.min(opIndex, index);
    }
    for (int file = 0; file < at.length; file++) {
      here[file] = at[file] == opIndex && opIndex != BEYOND;
    }
    if (opIndex == BEYOND) {
      return false;
    }
    checkSameOp();
    return true;
  }

  private void step(int file) throws IOException {
    at[file] = cursors.get(file).next() ? cursors.get(file).opIndex() : BEYOND;
  }

  /** Index of the op among the trace's requests. */
  public long opIndex() {
    return opIndex;
  }

  /** Whether a file has a point of this op. */
  public boolean has(int file) {
    return here[file];
  }

  /** Whether a file has no point of this op nor of any later one. */
  public boolean ended(int file) {
    return at[file] == BEYOND;
  }

  /** Whether every file that has not ended has a point of this op. */
  public boolean isCommon() {
    for (int file = 0; file < at.length; file++) {
      if (!here[file] && !ended(file)) {
        return false;
      }
    }
    return true;
  }

  /** A file's value at this op; NaN where it has none. */
  public double get(int file, DataPointColumn column) {
    return here[file] ? cursors.get(file).get(column) : Double.NaN;
  }

  /** A file's cursor: for what it tells at its end. */
  public DataPointCursor cursor(int file) {
    return cursors.get(file);
  }

  /** Ours say which trace they are of; the 2014 tool drew the blocks it killed at random. */
  private void checkSameOp() throws StatsFormatException {
    int first = -1;
    for (int file = 0; file < here.length; file++) {
      if (!here[file] || files.get(file).making().isEmpty()) {
        continue;
      }
      if (first < 0) {
        first = file;
      } else if (!isSameOp(file, first)) {
        throw new StatsFormatException(
            name(file),
            "op %d is %s, but in %s it is %s, so that the files are of two replays; replay both with the same options"
                .formatted(opIndex, describe(file), name(first), describe(first)));
      }
    }
  }

  private boolean isSameOp(int file, int other) {
    return cursors.get(file).op() == cursors.get(other).op()
        && get(file, DataPointColumn.SIZE) == get(other, DataPointColumn.SIZE)
        && (get(file, DataPointColumn.USED) == get(other, DataPointColumn.USED)
            || onlyOneMet(file, other));
  }

  /** Where one could not meet the request, the other has more bytes live after it. */
  private boolean onlyOneMet(int file, int other) {
    return cursors.get(file).isUnmet() != cursors.get(other).isUnmet();
  }

  private String name(int file) {
    return files.get(file).header().file().toString();
  }

  private String describe(int file) {
    return "%s of %.0f bytes with %.0f live"
        .formatted(
            cursors.get(file).op(),
            get(file, DataPointColumn.SIZE),
            get(file, DataPointColumn.USED));
  }

  @Override
  public void close() throws IOException {
    for (DataPointCursor cursor : cursors) {
      cursor.close();
    }
  }
}
