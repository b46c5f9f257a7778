// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.natives.NativeForkTimes;
import org.rmalloc.replay.natives.NativeLibraryMeasurer;
import org.rmalloc.replay.natives.NativeReplayResult;
import org.rmalloc.replay.result.ForkTimeSummary;
import org.rmalloc.replay.time.ContenderTimes;
import org.rmalloc.replay.time.LibraryRequestTimesSummarizer;
import org.rmalloc.replay.workload.Workload;

/** Times one malloc library in turns, each in a process of its own. */
final class NativeLibraryTimer implements InterleavedContenderTimer.Guest {
  private final NativeContender contender;
  private final NativeLibraryMeasurer measurer;
  private final Map<String, String> options;
  private final List<NativeForkTimes> forks = new ArrayList<>();
  private Optional<NativeReplayResult> failure = Optional.empty();
  private Optional<IOException> refusal = Optional.empty();

  /**
   * Turns to come.
   *
   * @param options of the replayer
   */
  NativeLibraryTimer(
      NativeContender contender, NativeLibraryMeasurer measurer, Map<String, String> options) {
    this.contender = contender;
    this.measurer = measurer;
    this.options = Map.copyOf(options);
  }

  @Override
  public String label() {
    return contender.label();
  }

  /** One that fails takes no further turn: the others go on. */
  @Override
  public void takeTurn(int position) {
    if (hasFailed()) {
      return;
    }
    try {
      note(measurer.time(contender, options, position));
    } catch (IOException e) {
      noteRefusal(e);
    }
  }

  private synchronized boolean hasFailed() {
    return failure.isPresent() || refusal.isPresent();
  }

  private synchronized void note(NativeLibraryMeasurer.Time time) {
    time.fork().ifPresentOrElse(forks::add, () -> failure = Optional.of(time.result()));
  }

  private synchronized void noteRefusal(IOException e) {
    refusal = Optional.of(e);
  }

  /** How the replay ended that did not finish; empty when all did. */
  synchronized Optional<NativeReplayResult> failure() {
    return failure;
  }

  /** What all turns measured together; empty when there were none, or one did not finish. */
  synchronized Optional<ContenderTimes> times(Workload workload) {
    if (forks.isEmpty() || hasFailed()) {
      return Optional.empty();
    }
    List<NativeForkTimes> ordered =
        forks.stream().sorted(Comparator.comparingInt(one -> one.fork().position())).toList();
    List<ForkTimeSummary> figures = ordered.stream().map(NativeForkTimes::fork).toList();
    return Optional.of(
        LibraryRequestTimesSummarizer.together(
            workload, figures, ordered.stream().map(NativeForkTimes::requestNanos).toList()));
  }
}
