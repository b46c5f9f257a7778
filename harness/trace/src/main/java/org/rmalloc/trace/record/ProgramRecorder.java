// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.rmalloc.trace.file.FileNameShortener;
import org.rmalloc.trace.file.TemporaryFolder;

/**
 * Records what a program does to its heap.
 *
 * <p>The program runs with the standard streams of this process. However it ends, what it did until
 * then is kept: the recorder writes into a shared mapping of a file, which is finished here.
 */
public final class ProgramRecorder {
  private static final int MAX_NAME_BYTES = 200; // what is added makes it no longer than may be

  private final RecorderTools tools;
  private final Consumer<String> talk;
  private final RecordingProgressLine progress;

  private ProgramRecorder(
      RecorderTools tools, Consumer<String> talk, RecordingProgressLine progress) {
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
    return new ProgramRecorder(
        RecorderTools.ofThisMachine(), talk, RecordingProgressLine.onTerminal());
  }

  /** A recorder that keeps its tools in a folder, and shows no progress. */
  static ProgramRecorder withToolsIn(Path cache, Consumer<String> talk) throws IOException {
    return new ProgramRecorder(RecorderTools.in(cache), talk, RecordingProgressLine.silent());
  }

  /**
   * Refuses a program that {@link #record} would refuse before it runs it; runs nothing.
   *
   * @throws RecordingException when there is no such program, or its allocations cannot be seen
   */
  public static void check(RecordingSettings request) throws IOException {
    request.program().checkRecordable();
  }

  /**
   * Records a program, from its start to its end. Processes that outlive it are waited for as long
   * as asked; what still records then is left to finish its own file.
   *
   * @throws RecordingException when the program could not be recorded; {@link
   *     RecordingException#exitStatus} is what to exit with
   */
  public RecordingReport record(RecordingSettings request) throws IOException {
    ProgramFile program = request.program();
    program.checkRecordable();
    RecordingDestination destination = new RecordingDestination(request.output().toAbsolutePath());
    destination.check(program.path());
    RecordingMethod method = RecordingMethod.choose(request.accesses(), tools, talk);
    String name = FileNameShortener.cut("." + request.output().getFileName(), MAX_NAME_BYTES);
    try (SignalForwarder signals = SignalForwarder.start(tools.launch())) {
      RecordingFolder folder =
          RecordingFolder.create(destination.workingFolder(), name + ".recording-");
      RecordingReport report = record(request, method, folder, signals);
      signals.endsWith(report.exitStatus());
      return report;
    }
  }

  private RecordingReport record(
      RecordingSettings request,
      RecordingMethod method,
      RecordingFolder folder,
      SignalForwarder signals)
      throws IOException {
    RecordingFinisher finisher = new RecordingFinisher(request, method, tools, folder);
    try (BackgroundRecordingFinisher late =
        BackgroundRecordingFinisher.keep(folder, finisher.state(), tools.launch())) {
      boolean isLeft = false;
      try {
        RecordedProcessBuilder launch = new RecordedProcessBuilder(method, tools, folder.path());
        OptionalDouble unrecorded = baseline(request, launch, signals);
        finisher.programRan(run(request, method, folder, new Started(signals, finisher, late)));
        late.store(finisher.state());
        List<Long> outliving =
            new OutlivingProcessWaiter(folder, talk).await(request.waitSeconds(), signals);
        RecordingReport report = finisher.finish(unrecorded);
        isLeft = !outliving.isEmpty() || !folder.processesInUse().isEmpty();
        report.lines().forEach(talk);
        late.store(finisher.state());
        return report;
      } finally {
        if (!isLeft) {
          TemporaryFolder.delete(folder.path());
        }
      }
    }
  }

  private ProgramRun run(
      RecordingSettings request, RecordingMethod method, RecordingFolder folder, Started started)
      throws IOException {
    ProcessBuilder process =
        new RecordedProcessBuilder(method, tools, folder.path()).process(request);
    try (Closeable _ = LackeyPipe.of(method, folder.path(), request.command())) {
      return ProgramRun.of(
          process, watcher(started::program, elapsed -> progress.show(folder.path(), elapsed)));
    } finally {
      started.signals().runs(0);
      progress.clear();
    }
  }

  /** Those who are to know of the program when it has started. */
  private record Started(
      SignalForwarder signals, RecordingFinisher finisher, BackgroundRecordingFinisher late) {
    void program(long pid) {
      signals.runs(pid);
      finisher.programIs(pid);
      late.store(finisher.state());
    }
  }

  private static OptionalDouble baseline(
      RecordingSettings request, RecordedProcessBuilder launch, SignalForwarder signals)
      throws IOException {
    if (!request.baseline()) {
      return OptionalDouble.empty();
    }
    ProgramRun run = ProgramRun.of(launch.plain(request), watcher(signals::runs, elapsed -> {}));
    signals.runs(0);
    return OptionalDouble.of(run.seconds());
  }

  /** What is done with the time that a program has run so far. */
  @FunctionalInterface
  private interface Show {
    void running(long elapsedNanos);
  }

  private static ProgramRun.Watcher watcher(LongConsumer start, Show show) {
    return new ProgramRun.Watcher() {
      @Override
      public void started(long pid) {
        start.accept(pid);
      }

      @Override
      public void running(long elapsedNanos) {
        show.running(elapsedNanos);
      }
    };
  }
}
