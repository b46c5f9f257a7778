// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The kernel's account of a run, as {@code wait4} gives it.
 *
 * @param exitStatus the program's own, or 128 + the signal that ended it
 * @param processorNanos of user and system, with those of the processes that it waited for
 * @param peakResidentBytes the maximum of its resident memory, and of that of each process that it
 *     waited for. The kernel counts it for each processor apart, and may be off by some 100 KiB
 * @param mallocFiles in which file malloc lay, of each program that a process turned into, in order
 * @param loadedFiles the libraries that were loaded at the start of any of them
 * @param lastWords the last line that it wrote to standard error; empty where it wrote none
 */
public record ProgramMeasurement(
    int exitStatus,
    long processorNanos,
    long peakResidentBytes,
    List<Path> mallocFiles,
    Set<Path> loadedFiles,
    String lastWords) {

  /** Copies the collections. */
  public ProgramMeasurement {
    mallocFiles = List.copyOf(mallocFiles);
    loadedFiles = Set.copyOf(loadedFiles);
  }

  /** How it ended, in words that follow the program's name. */
  public String ending() {
    String words = new ProgramRun(0, exitStatus, 0).ending();
    return lastWords.isEmpty() ? words : words + ": " + lastWords;
  }
}
