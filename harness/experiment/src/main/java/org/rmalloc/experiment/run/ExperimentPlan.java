// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.experiment.matrix.Combination;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.experiment.store.Implementations;
import org.rmalloc.experiment.store.Manifest;
import org.rmalloc.experiment.store.ManifestRow;
import org.rmalloc.experiment.store.ResultCoverage;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.replay.Measures;
import org.rmalloc.replay.contender.ContenderIdentity;
import org.rmalloc.replay.result.Header;
import org.rmalloc.replay.result.SmallestHeap;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.Trial;

/**
 * What an experiment asks for, what of it is in a store, and what is left to measure.
 *
 * @param manifest of the whole experiment
 * @param trials distinct trials of the shard
 * @param done trials of the shard whose results are there and hold enough
 * @param todo the others, in the experiment's order
 */
public record ExperimentPlan(Manifest manifest, int trials, int done, List<TrialFamily> todo) {

  /** Copies the list. */
  public ExperimentPlan {
    todo = List.copyOf(todo);
  }

  /** Reads every trace, and the header of every result that is there. */
  public static ExperimentPlan of(Experiment experiment, ResultStore store, Shard shard)
      throws IOException {
    return new Planning(experiment, store, shard).plan();
  }

  /** How many trials are left to measure. */
  public int missing() {
    return trials - done;
  }

  private record FamilyKey(
      Preparation preparation, ContenderIdentity contender, CompactionLimit budget) {
    static FamilyKey of(PlannedTrial trial) {
      return new FamilyKey(
          trial.preparation(), trial.trial().contender(), trial.trial().setting().budget());
    }
  }

  private static final class Planning {
    private final Experiment experiment;
    private final ResultStore store;
    private final Shard shard;
    private final TraceDigests traces = new TraceDigests();
    private final Implementations implementations = new Implementations();
    private final Map<FamilyKey, Draft> families = new LinkedHashMap<>();
    private int done;

    Planning(Experiment experiment, ResultStore store, Shard shard) {
      this.experiment = experiment;
      this.store = store;
      this.shard = shard;
    }

    ExperimentPlan plan() throws IOException {
      List<ManifestRow> rows = new ArrayList<>();
      Map<String, PlannedTrial> distinct = new LinkedHashMap<>(); // by file
      for (Combination combination : experiment.combinations()) {
        PlannedTrial trial = planned(combination);
        rows.add(ManifestRow.of(combination, trial.trial(), trial.file()));
        if (shard.holds(trial.trial())) {
          distinct.putIfAbsent(trial.file(), trial);
        }
      }
      for (PlannedTrial trial : distinct.values()) {
        place(trial);
      }
      return new ExperimentPlan(
          new Manifest(experiment.name(), experiment.measures(), rows),
          distinct.size(),
          done,
          families.entrySet().stream()
              .flatMap(entry -> entry.getValue().family(entry.getKey().preparation()).stream())
              .toList());
    }

    private PlannedTrial planned(Combination combination) throws IOException {
      Trial trial = combination.trial(traces.of(combination.trace()));
      return new PlannedTrial(
          combination,
          trial,
          ResultStore.nameOf(trial, implementations.of(combination.contender())));
    }

    private void place(PlannedTrial trial) throws IOException {
      Draft family =
          families.computeIfAbsent(FamilyKey.of(trial), _ -> new Draft(experiment.measures()));
      Optional<Header> there = store.header(trial.file());
      there.map(Header::smallestHeap).ifPresent(family::know);
      if (there.isPresent()
          && ResultCoverage.isEnough(store, trial.file(), there.get(), experiment.measures())) {
        done++;
      } else {
        family.add(trial, there);
      }
    }
  }

  /** A family while its trials are gathered. */
  private static final class Draft {
    private final List<PlannedTrial> trials = new ArrayList<>();
    private Measures measures;
    private SmallestHeap known = SmallestHeap.NOT_SEARCHED;

    Draft(Measures measures) {
      this.measures = measures;
    }

    void know(SmallestHeap smallest) {
      if (!smallest.equals(SmallestHeap.NOT_SEARCHED)) {
        known = smallest;
      }
    }

    void add(PlannedTrial trial, Optional<Header> there) {
      trials.add(trial);
      there.ifPresent(header -> measures = ResultCoverage.united(header, measures));
    }

    Optional<TrialFamily> family(Preparation preparation) {
      return trials.isEmpty()
          ? Optional.empty()
          : Optional.of(new TrialFamily(preparation, trials, measures, known));
    }
  }
}
