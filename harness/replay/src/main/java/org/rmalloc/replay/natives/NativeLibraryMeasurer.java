// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.progress.CancellationExceptions;
import org.rmalloc.replay.result.LibraryMemoryPageFigures;
import org.rmalloc.replay.workload.RecordedPageTouches;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.replay.workload.WorkloadFileCodec;
import org.rmalloc.trace.file.TemporaryFolder;

/**
 * Replays one workload against malloc libraries, each in a process of its own. The workload is
 * handed over in a temporary file, which is written once and deleted by {@link #close}.
 */
public final class NativeLibraryMeasurer implements AutoCloseable {
  private final Path program;
  private final Workload workload;
  private final TemporaryFolder folder;
  private final Path workloadFile;

  /** What is to be measured. */
  public enum Mode {
    /** Processor time. */
    TIME,
    /** Resident pages. */
    SPACE,
    /** Whether blocks are aligned, disjoint, and keep their contents. */
    CHECK,
    /** Instructions. */
    COUNT
  }

  /** A pages measurement and how it ended. */
  public record Space(NativeReplayResult result, Optional<LibraryMemoryPageFigures> figures) {}

  /**
   * A time measurement and how it ended.
   *
   * @param fork empty when it did not finish
   */
  public record Time(NativeReplayResult result, Optional<NativeForkTimes> fork) {}

  /**
   * Measurements of one workload.
   *
   * @param program of {@link NativeReplayerBuild}
   */
  public NativeLibraryMeasurer(Path program, Workload workload) throws IOException {
    this.program = program;
    this.workload = workload;
    folder = TemporaryFolder.create();
    workloadFile = folder.path().resolve("workload");
    WorkloadFileCodec.write(workload, workloadFile);
  }

  /**
   * Counts the pages that a library holds. The calling thread waits.
   *
   * @param options of the replayer (native/README.md) by name without dashes, such as {@code
   *     payload}, {@code ns-per-op}, {@code points}, {@code timeout}
   * @throws NativeLibraryException when nothing can be measured: the library is none, or is not
   *     where malloc lies
   */
  public Space space(NativeContender contender, Map<String, String> options) throws IOException {
    NativeReplayResult result = run(contender, Mode.SPACE, options);
    return new Space(result, LibraryMemoryPageFiguresReader.of(result));
  }

  /**
   * Counts the pages where only what the recorded program wrote to is written to.
   *
   * @param touches of the same workload
   * @param options as in {@link #space}
   */
  public Space recordedSpace(
      NativeContender contender, RecordedPageTouches touches, Map<String, String> options)
      throws IOException {
    Map<String, String> all = new TreeMap<>(options);
    all.put("payload", "recorded");
    all.put("touches", touchesFile(touches).toString());
    return space(contender, all);
  }

  private synchronized Path touchesFile(RecordedPageTouches touches) throws IOException {
    Path file = folder.path().resolve("touches");
    if (!Files.exists(file)) {
      touches.write(file);
    }
    return file;
  }

  /**
   * Measures times, once.
   *
   * @param position of the process in the order of all
   * @throws NativeLibraryException as {@link #space}
   */
  public Time time(NativeContender contender, Map<String, String> options, int position)
      throws IOException {
    Path latencies = Files.createTempFile(folder.path(), "latencies-", "");
    try {
      Map<String, String> all = new TreeMap<>(options);
      all.put("latencies", latencies.toString());
      NativeReplayResult result = run(contender, Mode.TIME, all);
      return new Time(
          result,
          result.status() == NativeReplayStatus.FINISHED
              ? Optional.of(NativeForkTimes.of(workload, result, latencies, position))
              : Optional.empty());
    } finally {
      Files.deleteIfExists(latencies);
    }
  }

  /**
   * Counts the instructions of a pass under callgrind, about 50 times as slow as a replay.
   *
   * @return empty when the library does not finish under it, or there is no valgrind
   * @throws NativeLibraryException as {@link #space}
   */
  public OptionalLong instructions(NativeContender contender, Map<String, String> options)
      throws IOException {
    Path profile = Files.createTempFile(folder.path(), "callgrind-", "");
    try {
      Map<String, String> all = new TreeMap<>(options);
      all.put("callgrind", profile.toString());
      NativeReplayResult result = run(contender, Mode.COUNT, all);
      return result.status() == NativeReplayStatus.FINISHED
          ? Files.readAllLines(profile).stream()
              .filter(line -> line.startsWith("summary: "))
              .mapToLong(line -> Long.parseLong(line.substring("summary: ".length()).strip()))
              .findFirst()
          : OptionalLong.empty();
    } finally {
      Files.deleteIfExists(profile);
    }
  }

  /**
   * Replays in one mode. The calling thread waits; when it is interrupted the replay is ended.
   *
   * @throws NativeLibraryException as {@link #space}
   * @throws CancellationException when the thread was interrupted
   */
  public NativeReplayResult run(NativeContender contender, Mode mode, Map<String, String> options)
      throws IOException {
    Path own = Files.createTempDirectory(folder.path(), "run-"); // others may run meanwhile
    Path result = own.resolve("result");
    Path talk = own.resolve("talk");
    ProcessBuilder builder = new ProcessBuilder(command(contender, mode, options, result));
    builder.redirectErrorStream(true).redirectOutput(talk.toFile());
    int status = await(builder.start());
    if (status != 0) {
      throw new NativeLibraryException(
          contender.label() + ": " + NativeReplayResult.text(talk).strip());
    }
    NativeReplayResult read = NativeReplayResult.read(result);
    TemporaryFolder.delete(own);
    return read;
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }

  /** Of musl a replayer of its own: no program of glibc can have its malloc. */
  private Path programOf(NativeContender contender) throws IOException {
    return contender.isMusl() ? NativeReplayerBuild.ofThisMachine().muslProgram() : program;
  }

  private List<String> command(
      NativeContender contender, Mode mode, Map<String, String> options, Path result)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(programOf(contender).toString());
    command.add(mode.name().toLowerCase(Locale.ROOT));
    command.add(workloadFile.toString());
    command.addAll(List.of("--result", result.toString(), "--with-parent", "on"));
    contender
        .library()
        .filter(_ -> !contender.isMusl())
        .ifPresent(file -> command.addAll(List.of("--library", file.toString())));
    contender
        .environment()
        .forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
    if (contender.options().hugePages()) {
      command.addAll(List.of("--huge-pages", "on"));
    }
    command.addAll(List.of("--ns-per-op", contender.options().nanosPerOp()));
    if (!contender.options().usesRecordedTimes()) {
      command.addAll(List.of("--clock", "requests"));
    }
    command.addAll(List.of("--threads", contender.options().threads()));
    options.forEach((name, value) -> command.addAll(List.of("--" + name, value)));
    return command;
  }

  /** The process ends when its standard input does, so also when this virtual machine is killed. */
  private static int await(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw CancellationExceptions.of(e);
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }
}
