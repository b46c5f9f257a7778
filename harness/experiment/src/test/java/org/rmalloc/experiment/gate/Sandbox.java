// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.rmalloc.experiment.file.ExperimentReader;
import org.rmalloc.experiment.gate.toy.ToyBuild;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.replay.RunListener;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;

/** A project of an allocator's author, in a folder: a trace, an experiment, builds, a baseline. */
public final class Sandbox {
  private static final int OPS = 3_000;

  private final Path folder;

  /** With a small trace of two heaps. */
  public Sandbox(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(trace(), ToyBuild.program(OPS, 60, 7));
    experiment("");
  }

  /** Writes the experiment anew, with more lines. */
  public void experiment(String more) throws IOException {
    Files.writeString(
        file(),
        """
        schema: rmalloc-experiment 1
        traces: [program.lockops]
        contenders: [toy]
        heaps: [4x]
        """
            + more);
  }

  /** The experiment's file. */
  public Path file() {
    return folder.resolve("gate.yaml");
  }

  /** The trace's file. */
  public Path trace() {
    return folder.resolve("program.lockops");
  }

  /** The baseline's file. */
  public Path baseline() {
    return folder.resolve("baseline.json");
  }

  /** The jars of a build with a change planted. */
  public Path build(String plant) throws IOException {
    Path build = folder.resolve("builds").resolve(plant.replace(' ', '-'));
    return Files.isDirectory(build) ? build : ToyBuild.of(Files.createDirectories(build), plant);
  }

  /** The experiment with the toy of a build. */
  public Experiment experimentOf(String plant) throws IOException {
    return ExperimentReader.read(file(), Allocators.inBuild(List.of(build(plant))));
  }

  /** Writes the baseline of a build; returns what it says. */
  public String update(String plant) throws IOException {
    return BaselineUpdater.write(
        experimentOf(plant), request(Optional.empty()), RunListener.SILENT);
  }

  /** Judges a build by the baseline alone. */
  public GateReport judge(String plant) throws IOException {
    return new GateRun(experimentOf(plant), request(Optional.empty()), RunListener.SILENT).report();
  }

  /** Judges a build with an old one at hand. */
  public GateReport judge(String plant, String against) throws IOException {
    return new GateRun(
            experimentOf(plant), request(Optional.of(build(against))), RunListener.SILENT)
        .report();
  }

  /** What is asked for, without times. */
  public GateSettings request(Optional<Path> against) {
    return new GateSettings(
        baseline(), against, OptionalInt.empty(), 0.01, 0.02, GateReport.Strictness.NONE, 1);
  }

  /** The maximum of live bytes of the trace. */
  long peakLive() throws IOException {
    return prepared(experimentOf("none")).workload().peakLive();
  }

  /** An independent replay of a build in a heap. */
  StepByStep steps(String plant, long heapSize) throws IOException {
    Experiment experiment = experimentOf(plant);
    return StepByStep.of(
        prepared(experiment).trace(),
        TrialsAcrossContenders.arena(experiment.contenders().getFirst()),
        heapSize);
  }

  private static PreparedTrace prepared(Experiment experiment) throws IOException {
    return PreparedTrace.read(
        experiment.traces().getFirst(),
        experiment.traces().getFirst().readOptions(),
        TrialSetting.DEFAULT);
  }
}
