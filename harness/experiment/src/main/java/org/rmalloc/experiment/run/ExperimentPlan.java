// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.experiment.matrix.TrialCombination;
import org.rmalloc.experiment.store.CodeDigests;
import org.rmalloc.experiment.store.ExperimentTrialList;
import org.rmalloc.experiment.store.ExperimentTrialRow;
import org.rmalloc.experiment.store.ResultCompletenessCheck;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.contender.ContenderIdentity;
import org.rmalloc.replay.progress.ParallelJobs;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.SmallestHeapResult;
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
public record ExperimentPlan(
    ExperimentTrialList manifest, int trials, int done, List<TrialsAcrossHeapSizes> todo) {

  /** Copies the list. */
  public ExperimentPlan {
    todo = List.copyOf(todo);
  }

  /** Reads every trace, and the header of every result that is there. */
  public static ExperimentPlan of(Experiment experiment, ResultStore store, TrialShard shard)
      throws IOException {
    return new Planning(experiment, store, shard).plan();
  }

  /** How many trials are left to measure. */
  public int missing() {
    return trials - done;
  }

  private record FamilyKey(
      TracePreparationKey preparation, ContenderIdentity contender, CompactionLimit budget) {
    static FamilyKey of(PlannedTrial trial) {
      return new FamilyKey(
          trial.preparation(), trial.trial().contender(), trial.trial().setting().budget());
    }
  }

  private static final class Planning {
    private static final int BATCH = 1_000;

    private final Experiment experiment;
    private final ResultStore store;
    private final TrialShard shard;
    private final TraceDigests traces = new TraceDigests();
    private final CodeDigests implementations = new CodeDigests();
    private final Map<FamilyKey, Draft> families = new LinkedHashMap<>();
    private int done;

    Planning(Experiment experiment, ResultStore store, TrialShard shard) {
      this.experiment = experiment;
      this.store = store;
      this.shard = shard;
    }

    ExperimentPlan plan() throws IOException {
      List<ExperimentTrialRow> rows = new ArrayList<>();
      Map<String, PlannedTrial> distinct = new LinkedHashMap<>(); // by file
      for (TrialCombination combination : experiment.combinations()) {
        PlannedTrial trial = planned(combination);
        rows.add(ExperimentTrialRow.of(combination, trial.trial(), trial.file()));
        if (shard.holds(trial.trial())) {
          distinct.putIfAbsent(trial.file(), trial);
        }
      }
      placeAll(List.copyOf(distinct.values()));
      return new ExperimentPlan(
          new ExperimentTrialList(experiment.name(), experiment.measures(), rows),
          distinct.size(),
          done,
          families.entrySet().stream()
              .flatMap(entry -> entry.getValue().family(entry.getKey().preparation()).stream())
              .toList());
    }

    private PlannedTrial planned(TrialCombination combination) throws IOException {
      Trial trial = combination.trial(traces.of(combination.trace()));
      return new PlannedTrial(
          combination,
          trial,
          ResultStore.nameOf(trial, implementations.of(combination.contender())));
    }

    /** Headers are read by all processors, and no more of them kept than of one batch. */
    private void placeAll(List<PlannedTrial> trials) throws IOException {
      int processors = Runtime.getRuntime().availableProcessors();
      for (int from = 0; from < trials.size(); from += BATCH) {
        List<PlannedTrial> batch = trials.subList(from, Math.min(from + BATCH, trials.size()));
        List<Optional<AllocStatsHeader>> headers =
            ParallelJobs.map(processors, batch, trial -> store.header(trial.file()));
        for (int i = 0; i < batch.size(); i++) {
          place(batch.get(i), headers.get(i));
        }
      }
    }

    private void place(PlannedTrial trial, Optional<AllocStatsHeader> there) throws IOException {
      Draft family =
          families.computeIfAbsent(FamilyKey.of(trial), _ -> new Draft(experiment.measures()));
      there.map(AllocStatsHeader::smallestHeap).ifPresent(family::know);
      if (there.isPresent()
          && ResultCompletenessCheck.isEnough(
              store, trial.file(), there.get(), experiment.measures())) {
        done++;
      } else {
        family.add(trial, there);
      }
    }
  }

  /** A family while its trials are gathered. */
  private static final class Draft {
    private final List<PlannedTrial> trials = new ArrayList<>();
    private MeasurementSettings measures;
    private SmallestHeapResult known = SmallestHeapResult.NOT_SEARCHED;

    Draft(MeasurementSettings measures) {
      this.measures = measures;
    }

    void know(SmallestHeapResult smallest) {
      if (!smallest.equals(SmallestHeapResult.NOT_SEARCHED)) {
        known = smallest;
      }
    }

    void add(PlannedTrial trial, Optional<AllocStatsHeader> there) {
      trials.add(trial);
      there.ifPresent(header -> measures = ResultCompletenessCheck.united(header, measures));
    }

    Optional<TrialsAcrossHeapSizes> family(TracePreparationKey preparation) {
      return trials.isEmpty()
          ? Optional.empty()
          : Optional.of(new TrialsAcrossHeapSizes(preparation, trials, measures, known));
    }
  }
}
