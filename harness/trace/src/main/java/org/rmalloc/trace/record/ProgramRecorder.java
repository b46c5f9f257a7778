// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.rmalloc.trace.file.TemporaryFolder;

/**
 * Records what a program does to its heap.
 *
 * <p>The program runs with the standard streams of this process. However it ends, what it did until
 * then is kept: the recorder writes into a shared mapping of a file, which is finished here.
 */
public final class ProgramRecorder {
  private final CompiledTools tools;
  private final Consumer<String> talk;
  private final Progress progress;

  private ProgramRecorder(CompiledTools tools, Consumer<String> talk, Progress progress) {
    this.tools = tools;
    this.talk = talk;
    this.progress = progress;
  }

  /**
   * A recorder with the tools of this machine, which are built when they are first needed.
   *
   * @param talk takes lines for the user
   */
  public static ProgramRecorder ofThisMachine(Consumer<String> talk) throws IOException {
    return new ProgramRecorder(CompiledTools.ofThisMachine(), talk, Progress.onTerminal());
  }

  /** A recorder that keeps its tools in a folder, and shows no progress. */
  static ProgramRecorder withToolsIn(Path cache, Consumer<String> talk) throws IOException {
    return new ProgramRecorder(CompiledTools.in(cache), talk, Progress.silent());
  }

  /**
   * Refuses a program that {@link #record} would refuse before it runs it; runs nothing.
   *
   * @throws RecordingException when there is no such program, or its allocations cannot be seen
   */
  public static void check(RecordRequest request) throws IOException {
    request.program().checkRecordable();
  }

  /**
   * Records a program, from its start to its end. Processes that outlive it are waited for as long
   * as asked; what still records then is left to finish its own file.
   *
   * @throws RecordingException when the program could not be recorded; {@link
   *     RecordingException#exitStatus} is what to exit with
   */
  public RecordingReport record(RecordRequest request) throws IOException {
    request.program().checkRecordable();
    RecordingDestination destination = new RecordingDestination(request.output().toAbsolutePath());
    destination.check();
    RecordingMethod method = RecordingMethod.choose(request.accesses(), tools, talk);
    String prefix = ".%s.recording-".formatted(request.output().getFileName());
    try (SignalForwarder signals = SignalForwarder.start(tools.launch())) {
      RecordingFolder folder = RecordingFolder.create(destination.workingFolder(), prefix);
      RecordingReport report = record(request, method, folder, signals);
      signals.endsWith(report.exitStatus());
      return report;
    }
  }

  private RecordingReport record(
      RecordRequest request,
      RecordingMethod method,
      RecordingFolder folder,
      SignalForwarder signals)
      throws IOException {
    boolean isLeft = false;
    try {
      LaunchCommand launch = new LaunchCommand(method, tools, folder.path());
      OptionalDouble unrecorded = baseline(request, launch, signals);
      ProgramRun run = run(request, method, folder, signals);
      List<Long> outliving =
          new OutlivingProcesses(folder, talk).await(request.waitSeconds(), signals);
      RecordingFiles files = new RecordingFiles(request, method, tools, run, folder);
      RecordingReport report = files.finish(unrecorded);
      isLeft = !outliving.isEmpty() || !folder.processesInUse().isEmpty();
      report.lines().forEach(talk);
      if (isLeft) {
        new LateRecordings(folder, files.state()).keep(tools.launch());
      }
      return report;
    } finally {
      if (!isLeft) {
        TemporaryFolder.delete(folder.path());
      }
    }
  }

  private ProgramRun run(
      RecordRequest request,
      RecordingMethod method,
      RecordingFolder folder,
      SignalForwarder signals)
      throws IOException {
    ProcessBuilder process = new LaunchCommand(method, tools, folder.path()).process(request);
    try (Closeable _ = LackeyPipe.of(method, folder.path(), request.command())) {
      return ProgramRun.of(
          process, watcher(signals, elapsed -> progress.show(folder.path(), elapsed)));
    } finally {
      signals.runs(0);
      progress.clear();
    }
  }

  private static OptionalDouble baseline(
      RecordRequest request, LaunchCommand launch, SignalForwarder signals) throws IOException {
    if (!request.baseline()) {
      return OptionalDouble.empty();
    }
    ProgramRun run = ProgramRun.of(launch.plain(request), watcher(signals, elapsed -> {}));
    signals.runs(0);
    return OptionalDouble.of(run.seconds());
  }

  /** What is done with the time that a program has run so far. */
  @FunctionalInterface
  private interface Show {
    void running(long elapsedNanos);
  }

  private static ProgramRun.Watcher watcher(SignalForwarder signals, Show show) {
    return new ProgramRun.Watcher() {
      @Override
      public void started(long pid) {
        signals.runs(pid);
      }

      @Override
      public void running(long elapsedNanos) {
        show.running(elapsedNanos);
      }
    };
  }
}
