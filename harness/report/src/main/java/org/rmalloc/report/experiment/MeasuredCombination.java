// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

import java.util.Optional;
import org.rmalloc.experiment.matrix.CombinationField;
import org.rmalloc.experiment.store.ExperimentTrialRow;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.trial.HeapSize;

/** A combination of an experiment and what was measured of it; nothing where it is missing. */
record MeasuredCombination(ExperimentTrialRow row, Optional<TrialResult> result) {

  String trace() {
    return row.trace();
  }

  String contender() {
    return row.contender();
  }

  /** All but the trace and the contender. */
  String setting() {
    StringBuilder text = new StringBuilder();
    for (CombinationField field : CombinationField.values()) {
      if (field != CombinationField.TRACE
          && field != CombinationField.CONTENDER
          && field != CombinationField.ALLOCATOR) {
        text.append(row.text(field)).append('|');
      }
    }
    return text.toString();
  }

  /** Whether its heap is the contender's own smallest one, and so another than its rivals'. */
  boolean isInItsSmallestHeap() {
    return row.text(CombinationField.HEAP).equals(new HeapSize.Minimum().text());
  }

  boolean isLowerBound() {
    return result.isPresent() && result.get().header().isLowerBound();
  }

  boolean finished() {
    return result.isPresent() && result.get().summary().finished();
  }
}
