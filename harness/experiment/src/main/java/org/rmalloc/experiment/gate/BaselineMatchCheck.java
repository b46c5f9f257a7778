// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.util.Optional;
import java.util.Set;
import org.rmalloc.experiment.baseline.Baseline;
import org.rmalloc.experiment.baseline.BaselineEntry;
import org.rmalloc.trace.UsageException;

/** Refuses to hold figures against a baseline of something else: that would be no regression. */
final class BaselineMatchCheck {
  private static final String REMEDY =
      "; the baseline is of something else: if that is intended, write it anew with --update";

  private final Baseline.Located located;
  private final String file;

  /**
   * A baseline.
   *
   * @param file its name, for messages
   */
  BaselineMatchCheck(Baseline.Located located, String file) {
    this.located = located;
    this.file = file;
  }

  /**
   * Checks what can be known before anything is measured.
   *
   * @param names of the trials to be measured
   */
  void check(String rows, Set<String> names) {
    Baseline baseline = located.baseline();
    if (baseline.measuring() != Baseline.MEASURING) {
      throw new UsageException(
          "%s: found figures of measuring version %d, expected %d: not comparable%s"
              .formatted(file, baseline.measuring(), Baseline.MEASURING, REMEDY));
    }
    if (!baseline.rows().equals(rows)) {
      throw new UsageException(
          "%s: the baseline's minima are over %s rows, but expected are those over %s rows%s"
              .formatted(file, baseline.rows(), rows, REMEDY));
    }
    for (String name : baseline.trials().keySet()) {
      if (!names.contains(name)) {
        throw problem(
            name, "trial", "found trial '%s', which the experiment lacks".formatted(name));
      }
    }
  }

  /**
   * The baseline's figures of a trial; empty when it is new.
   *
   * @throws UsageException when they are of another trace, contender or version
   */
  Optional<BaselineEntry> entry(BaselineEntry measured) {
    Optional<BaselineEntry> entry = located.baseline().trial(measured.name());
    entry
        .flatMap(before -> before.mismatch(measured))
        .ifPresent(
            mismatch -> {
              throw problem(
                  measured.name(),
                  "trace_sha256",
                  "trial '%s' %s".formatted(measured.name(), mismatch));
            });
    return entry;
  }

  private UsageException problem(String trial, String key, String found) {
    return new UsageException(
        "%s:%d: %s%s".formatted(file, located.line(trial, key), found, REMEDY));
  }
}
