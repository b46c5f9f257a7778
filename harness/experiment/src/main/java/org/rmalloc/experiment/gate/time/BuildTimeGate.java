// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.time;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.progress.ProgressListener;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.time.ForkThroughput;
import org.rmalloc.replay.time.TimingForkLauncher;

/** Times trials of two builds in pairs of processes, one at a time. */
public final class BuildTimeGate implements AutoCloseable {
  private final List<TwoBuildTrial> trials = new ArrayList<>();
  private final List<TimingForkLauncher> passes = new ArrayList<>();
  private final long budgetNanos;

  /**
   * A gate of no trials yet.
   *
   * @param budgetNanos about how long each process measures, its warm-up apart
   */
  public BuildTimeGate(long budgetNanos) {
    this.budgetNanos = budgetNanos;
  }

  /** Adds a trial, whose workload waits in a temporary file. */
  public void add(TwoBuildTrial trial) throws IOException {
    passes.add(TimingForkLauncher.ofThroughput(trial.workload(), budgetNanos));
    trials.add(trial);
  }

  /** How many trials there are. */
  public int size() {
    return trials.size();
  }

  /**
   * Times and judges.
   *
   * @param pairs of each trial
   * @throws org.rmalloc.trace.UsageException when they cannot keep the promised rate
   */
  public GateTimeReport run(int pairs, double alpha, double tolerance, ProgressListener progress)
      throws IOException {
    new HolmProcedure(alpha, trials.size()).check(pairs);
    long equal = Math.max(PairedForkRunner.EQUAL_PAIRS, pairs);
    ProgressNotifier meter =
        new ProgressNotifier(
            progress, PairedForkRunner.FORKS * (trials.size() * (long) pairs + equal));
    PairedForkRunner forks =
        new PairedForkRunner(trials.size(), (trial, side) -> measured(trial, side, meter));
    forks.run(pairs);
    List<GateTimeJudge.Measured> measured = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      measured.add(new GateTimeJudge.Measured(trials.get(i).name(), forks.pairs(i)));
    }
    return new GateTimeJudge(alpha, tolerance).judge(measured, forks.equalPairs());
  }

  private GateForkTime measured(int index, PairedForkRunner.Side side, ProgressNotifier meter)
      throws IOException {
    TwoBuildTrial trial = trials.get(index);
    boolean before = side == PairedForkRunner.Side.BEFORE;
    JavaAllocatorContender contender = before ? trial.before() : trial.after();
    meter.begin("timing " + trial.name());
    TimingForkLauncher pass = passes.get(index);
    var output =
        pass.fork(
            contender,
            before ? trial.heapBefore() : trial.heapAfter(),
            trial.limit(),
            0,
            _ -> meter.advance(0));
    ForkThroughput fork = pass.throughput(output);
    meter.advance(1);
    return new GateForkTime(fork.blockNanos(), fork.ops(), fork.wallPerCpu());
  }

  @Override
  public void close() throws IOException {
    for (TimingForkLauncher pass : passes) {
      pass.close();
    }
  }
}
