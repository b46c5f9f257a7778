// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.predict;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.natives.NativeLibraryException;
import org.rmalloc.replay.progress.CancellationExceptions;
import org.rmalloc.replay.progress.ProgressListener;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.time.ForkOrder;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.compile.SystemCommandRunner;
import org.rmalloc.trace.record.IdleProcessFigures;
import org.rmalloc.trace.record.ProgramMeasurement;
import org.rmalloc.trace.record.ProgramMeasurer;
import org.rmalloc.trace.record.ProgramWithPreloadedLibrary;
import org.rmalloc.trace.record.RecordingException;

/**
 * Runs a real program under malloc libraries, which take turns: in rounds of one run of each, every
 * round in another order. Before each run a process that does nothing starts under the library, and
 * the recording is replayed against it, so that all three meet the same minute of the machine.
 */
public final class RealProgramRunner implements AutoCloseable {
  private final RealRunPlan plan;
  private final ProgramMeasurer measurer;

  private RealProgramRunner(RealRunPlan plan, ProgramMeasurer measurer) {
    this.plan = plan;
    this.measurer = measurer;
  }

  /** Runs to come, on this machine. */
  public static RealProgramRunner of(RealRunPlan plan) throws IOException {
    return new RealProgramRunner(plan, ProgramMeasurer.ofThisMachine());
  }

  /** The runs of one library so far. */
  private static final class Turns {
    private final NativeContender library;
    private final ProgramWithPreloadedLibrary program;
    private final List<ProgramMeasurement> runs = new ArrayList<>();
    private final List<IdleProcessFigures> idle = new ArrayList<>();
    private final List<Long> replayNanos = new ArrayList<>();
    private String hindrance = "";

    Turns(NativeContender library, ProgramWithPreloadedLibrary program) {
      this.library = library;
      this.program = program;
    }

    ProgramRunsUnderLibrary done() {
      return new ProgramRunsUnderLibrary(
          program.library().orElseThrow(), runs, idle, replayNanos, hindrance);
    }
  }

  /**
   * Runs the program under each library as often as planned.
   *
   * @param replay of the recording
   * @return by label
   * @throws UsageException when what is to run before fails
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  public Map<String, ProgramRunsUnderLibrary> run(
      List<NativeContender> libraries, ColdReplay replay, ProgressListener progress)
      throws IOException {
    try {
      return interruptible(libraries, replay, progress);
    } catch (InterruptedException e) {
      throw CancellationExceptions.of(e);
    }
  }

  private Map<String, ProgramRunsUnderLibrary> interruptible(
      List<NativeContender> libraries, ColdReplay replay, ProgressListener progress)
      throws IOException, InterruptedException {
    List<Turns> turns = new ArrayList<>();
    for (NativeContender library : libraries) {
      turns.add(new Turns(library, program(library)));
    }
    ProgressNotifier meter = new ProgressNotifier(progress, (long) plan.runs() * libraries.size());
    for (int index : ForkOrder.of(libraries.size(), plan.runs(), plan.seed())) {
      meter.begin("running %s under %s".formatted(plan.program(), libraries.get(index).label()));
      take(turns.get(index), replay);
      meter.advance(1);
    }
    Map<String, ProgramRunsUnderLibrary> runs = new HashMap<>();
    turns.forEach(one -> runs.put(one.library.label(), one.done()));
    return runs;
  }

  /** A library that no program can be run under takes no further turn: the others go on. */
  private void take(Turns turns, ColdReplay replay) throws IOException, InterruptedException {
    if (!turns.hindrance.isEmpty()) {
      return;
    }
    prepare();
    try {
      replay.nanos(turns.library).ifPresent(turns.replayNanos::add);
      turns.idle.add(measurer.idle(turns.program));
      turns.runs.add(measurer.measure(turns.program));
    } catch (NativeLibraryException | RecordingException e) {
      turns.hindrance = e.getMessage();
    }
  }

  /**
   * Runs what is to run before each run; also before the recording.
   *
   * @throws UsageException when it fails
   */
  public void prepare() throws IOException {
    if (plan.before().isEmpty()) {
      return;
    }
    SystemCommandRunner.Said said =
        SystemCommandRunner.run(new ProcessBuilder("/bin/sh", "-c", plan.before().get()));
    if (said.status() != 0) {
      throw new UsageException(
          "--before: '%s' ended with exit status %d, expected 0: %s"
              .formatted(
                  plan.before().get(),
                  said.status(),
                  said.text().lines().reduce((_, last) -> last).orElse("it said nothing")));
    }
  }

  private ProgramWithPreloadedLibrary program(NativeContender library)
      throws IOException, InterruptedException {
    SortedMap<String, String> variables = new TreeMap<>();
    plan.unset().forEach(name -> variables.put(name, ""));
    variables.putAll(library.environment());
    return new ProgramWithPreloadedLibrary(
        plan.command(), Optional.of(file(library)), variables, library.options().hugePages());
  }

  /**
   * What is preloaded; of the C library's malloc that library itself, since the program may be
   * linked with another one.
   */
  private Path file(NativeContender library) throws IOException, InterruptedException {
    if (library.library().isPresent()) {
      return library.library().get();
    }
    return measurer
        .idle(new ProgramWithPreloadedLibrary(List.of(), Optional.empty(), new TreeMap<>(), true))
        .libc();
  }

  @Override
  public void close() throws IOException {
    measurer.close();
  }
}
