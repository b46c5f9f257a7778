// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.predict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rmalloc.trace.record.IdleProcessFigures;
import org.rmalloc.trace.record.ProgramMeasurement;

/**
 * Runs of a real program under one malloc library.
 *
 * @param library what was preloaded
 * @param program a run a round, in order
 * @param idle a process that does nothing, before each of them
 * @param replayNanos of a replay of the recording, before each of them; fewer where not all
 *     finished
 * @param hindrance why there are no runs, or no more; empty where all were made
 */
public record ProgramRunsUnderLibrary(
    Path library,
    List<ProgramMeasurement> program,
    List<IdleProcessFigures> idle,
    List<Long> replayNanos,
    String hindrance) {

  /** Copies the lists. */
  public ProgramRunsUnderLibrary {
    program = List.copyOf(program);
    idle = List.copyOf(idle);
    replayNanos = List.copyOf(replayNanos);
  }

  /** The exit status of the first run. */
  public int exitStatus() {
    return program.getFirst().exitStatus();
  }

  /** The first run that ended with another status; empty where none did. */
  public Optional<ProgramMeasurement> runEndingOtherwise(int expected) {
    return program.stream().filter(run -> run.exitStatus() != expected).findFirst();
  }

  /** Why the library was not in use in each program, or in none; empty where it was. */
  public Optional<String> unusedBecause() {
    if (!hindrance.isEmpty()) {
      return Optional.of(hindrance);
    }
    if (program.stream().anyMatch(run -> run.mallocFiles().isEmpty())) {
      return Optional.of("the program lets no library be preloaded, or empties its environment");
    }
    return program.stream()
        .flatMap(run -> run.mallocFiles().stream())
        .filter(file -> !isLibrary(file))
        .findFirst()
        .map("this malloc library was not in use: the program's malloc is that of %s"::formatted);
  }

  private boolean isLibrary(Path file) {
    try {
      return Files.isSameFile(file, library);
    } catch (IOException e) {
      return false; // such as a program that is gone by now
    }
  }

  /** How many programs the processes of a run turned into. */
  public int images() {
    return program.getFirst().mallocFiles().size();
  }

  /** Peaks of resident memory, minimum and maximum. */
  public MedianWithInterval peak() {
    return MedianWithInterval.ofAll(
        program.stream().map(run -> (double) run.peakResidentBytes()).toList());
  }

  /** Whether each replay finished. */
  public boolean isReplayed() {
    return replayNanos.size() == program.size();
  }

  /** Nanoseconds of processor time more than under another library, round by round. */
  public MedianWithInterval slowerThan(ProgramRunsUnderLibrary other) {
    return MedianWithInterval.ofMedian(
        differences(other, (runs, round) -> runs.program.get(round).processorNanos()));
  }

  /** Nanoseconds more than under another library that the start of a process takes. */
  public double startsSlowerThan(ProgramRunsUnderLibrary other) {
    return MedianWithInterval.ofAll(
            differences(other, (runs, round) -> runs.idle.get(round).startNanos()))
        .median();
  }

  /** Nanoseconds more than under another library that a replay takes. */
  public double replaysSlowerThan(ProgramRunsUnderLibrary other) {
    return MedianWithInterval.ofAll(
            differences(other, (runs, round) -> runs.replayNanos.get(round)))
        .median();
  }

  /** A time in a round. */
  @FunctionalInterface
  private interface Time {
    long nanos(ProgramRunsUnderLibrary runs, int round);
  }

  private List<Double> differences(ProgramRunsUnderLibrary other, Time time) {
    return IntStream.range(0, program.size())
        .mapToObj(round -> (double) (time.nanos(this, round) - time.nanos(other, round)))
        .toList();
  }

  /** Files that were loaded in any of the runs, and in a process that does nothing. */
  public Set<Path> loadedFiles() {
    return Stream.concat(
            program.stream().flatMap(run -> run.loadedFiles().stream()),
            idle.stream().flatMap(one -> one.fileBytes().keySet().stream()))
        .collect(Collectors.toSet());
  }

  /**
   * Bytes of code that a process that does nothing has in memory.
   *
   * @param present files that do not count
   */
  public double codeBytes(Set<Path> present) {
    return MedianWithInterval.ofAll(idle.stream().map(one -> codeBytes(one, present)).toList())
        .median();
  }

  private static double codeBytes(IdleProcessFigures process, Set<Path> present) {
    return process.fileBytes().entrySet().stream()
        .filter(file -> !present.contains(file.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
