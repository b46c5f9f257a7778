// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.rmalloc.experiment.baseline.DeterministicTrialFigures;
import org.rmalloc.experiment.gate.time.BuildTimeGate;
import org.rmalloc.experiment.gate.time.TwoBuildTrial;
import org.rmalloc.experiment.matrix.GateMetric;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.trace.UsageException;

/**
 * Hands the trials that both builds finish to a time gate. Both builds are loaded in the same way,
 * from jars of their own: what loading takes is no difference between them.
 */
public final class TwoBuildTrialCollector {
  private final OldBuild old;
  private final Allocators now;
  private final BuildTimeGate gate;
  private final List<String> notes = new ArrayList<>();

  /** Of an old build, and of the one on the class path. */
  public TwoBuildTrialCollector(OldBuild old, BuildTimeGate gate) throws IOException {
    this.old = old;
    this.gate = gate;
    now = Allocators.inBuild(classPath());
  }

  private static List<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .filter(Files::isReadable)
        .toList();
  }

  /** Why trials are not timed. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  void add(MeasuredTrial trial, GateTrialVerdict verdict) throws IOException {
    boolean oldFinished = verdict.before().map(one -> one.figures().finished()).orElse(false);
    if (!oldFinished || !verdict.after().figures().finished()) {
      return; // of different ops, or of none
    }
    try {
      JavaAllocatorContender contender = trial.contender();
      gate.add(
          new TwoBuildTrial(
              verdict.name(),
              trial.trace().workload(),
              trial.combination().setting().budget(),
              old.counterpart(contender),
              heapBefore(trial, verdict.before().orElseThrow().figures()),
              now.contender(
                  contender.label(), contender.name(), GateTrialNames.ownOptions(contender)),
              trial.result().header().heapSize()));
    } catch (UsageException e) {
      notes.add(verdict.name() + ": not timed: " + e.getMessage());
    }
  }

  /** The heap of the old build: another one only where it is that build's smallest. */
  private static long heapBefore(MeasuredTrial trial, DeterministicTrialFigures before) {
    long heap = trial.result().header().heapSize();
    OptionalLong smallest = before.values().getOrDefault(GateMetric.MIN_HEAP, OptionalLong.empty());
    return trial.combination().setting().heap() instanceof HeapSize.Minimum
        ? smallest.orElse(heap)
        : heap;
  }
}
