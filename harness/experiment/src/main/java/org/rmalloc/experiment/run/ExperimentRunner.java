// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import java.io.IOException;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.experiment.store.ResultStore;

/** Runs experiments. */
public final class ExperimentRunner {
  private ExperimentRunner() {}

  /**
   * Measures what a store lacks of an experiment's shard, and nothing twice: a run that was
   * interrupted or killed is taken up by running it again.
   *
   * @throws java.util.concurrent.CancellationException when the thread was interrupted; what is
   *     complete stays
   */
  public static ExperimentOutcome run(
      Experiment experiment,
      ResultStore store,
      TrialShard shard,
      TrialExecutor executor,
      ExperimentListener progress)
      throws IOException {
    ExperimentPlan plan = ExperimentPlan.of(experiment, store, shard);
    plan.manifest().writeTo(store);
    int failed = plan.todo().isEmpty() ? 0 : executor.run(plan.todo(), store, progress);
    return new ExperimentOutcome(
        plan.manifest().rows().size(), plan.trials(), plan.done(), plan.missing() - failed, failed);
  }
}
