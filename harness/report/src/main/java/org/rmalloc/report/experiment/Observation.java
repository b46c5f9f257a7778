// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

import java.util.Optional;
import org.rmalloc.experiment.matrix.Field;
import org.rmalloc.experiment.store.ManifestRow;
import org.rmalloc.replay.result.Result;
import org.rmalloc.replay.trial.HeapSize;

/** A combination of an experiment and what was measured of it; nothing where it is missing. */
record Observation(ManifestRow row, Optional<Result> result) {

  String trace() {
    return row.trace();
  }

  String contender() {
    return row.contender();
  }

  /** All but the trace and the contender. */
  String setting() {
    StringBuilder text = new StringBuilder();
    for (Field field : Field.values()) {
      if (field != Field.TRACE && field != Field.CONTENDER && field != Field.ALLOCATOR) {
        text.append(row.text(field)).append('|');
      }
    }
    return text.toString();
  }

  /** Whether its heap is the contender's own smallest one, and so another than its rivals'. */
  boolean isInItsSmallestHeap() {
    return row.text(Field.HEAP).equals(new HeapSize.Minimum().text());
  }

  boolean isLowerBound() {
    return result.isPresent() && result.get().header().isLowerBound();
  }

  boolean finished() {
    return result.isPresent() && result.get().summary().finished();
  }
}
