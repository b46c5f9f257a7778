// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.heap.Heap;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.contender.NoopProvider;
import org.rmalloc.replay.progress.ParallelJobs;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.time.ContenderTimes;
import org.rmalloc.replay.time.ForkOrder;
import org.rmalloc.replay.time.ForkOutputFile;
import org.rmalloc.replay.time.TimingForkLauncher;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.Workload;

/**
 * Where contenders are timed, in several processes each, taking turns with each other and with
 * {@code noop}; or where nothing is timed.
 */
final class InterleavedContenderTimer implements AutoCloseable {
  private final Workload workload;
  private final TrialSetting setting;
  private final MeasurementSettings measures;
  private final ProgressWorkEstimate estimate;
  private final ProgressNotifier meter;
  private final Map<String, List<ForkOutputFile>> forks = new HashMap<>(); // by label
  private Optional<TimingForkLauncher> pass = Optional.empty();
  private Optional<ContenderTimes> floor = Optional.empty();

  /**
   * What is timed: a contender in its heap.
   *
   * @param heapSize bytes
   */
  record Entry(JavaAllocatorContender contender, long heapSize) {}

  /** What times itself whenever it is its turn, and keeps what it measured. */
  interface Guest {
    /** What it is called. */
    String label();

    /**
     * Measures once.
     *
     * @param position in the order of all processes
     */
    void takeTurn(int position) throws IOException;
  }

  private record Turn(int index, int position) {}

  private record Output(String label, ForkOutputFile fork) {}

  InterleavedContenderTimer(
      Workload workload,
      TrialSetting setting,
      MeasurementSettings measures,
      ProgressNotifier meter) {
    this.workload = workload;
    this.setting = setting;
    this.measures = measures;
    this.estimate = new ProgressWorkEstimate(workload, measures);
    this.meter = meter;
  }

  /**
   * Times all contenders, if the measures want times at all. Called once.
   *
   * @param guests take turns with them
   */
  void timeAll(List<Entry> contenders, List<? extends Guest> guests) throws IOException {
    if (!measures.timed() || contenders.size() + guests.size() == 0) {
      return;
    }
    List<Entry> entries = new ArrayList<>(contenders);
    if (!contenders.isEmpty()) {
      entries.add(new Entry(NoopProvider.contender(), Heap.MIN_CAPACITY));
      pass = Optional.of(new TimingForkLauncher(workload, measures.timeBudget().toNanos()));
    }
    List<Turn> turns = turns(entries.size() + guests.size());
    for (Optional<Output> output :
        ParallelJobs.map(
            measures.concurrency().timed(), turns, turn -> taken(turn, entries, guests))) {
      output.ifPresent(
          one -> forks.computeIfAbsent(one.label(), _ -> new ArrayList<>()).add(one.fork()));
    }
    if (pass.isPresent()) {
      floor = times(NoopProvider.contender());
    }
  }

  private List<Turn> turns(int contenders) {
    List<Turn> turns = new ArrayList<>();
    for (int index : ForkOrder.of(contenders, measures.forks(), measures.forkSeed())) {
      turns.add(new Turn(index, turns.size()));
    }
    return turns;
  }

  private Optional<Output> taken(Turn turn, List<Entry> entries, List<? extends Guest> guests)
      throws IOException {
    if (turn.index() < entries.size()) {
      return Optional.of(timed(entries.get(turn.index()), turn.position()));
    }
    Guest guest = guests.get(turn.index() - entries.size());
    meter.begin("timing " + guest.label());
    guest.takeTurn(turn.position());
    meter.advance(estimate.unseenTiming().rest());
    return Optional.empty();
  }

  private Output timed(Entry entry, int position) throws IOException {
    JavaAllocatorContender contender = entry.contender();
    meter.begin("timing " + contender.label());
    ProgressWorkEstimate.Unseen unseen = estimate.unseenTiming();
    ForkOutputFile fork =
        pass.orElseThrow()
            .fork(
                contender,
                entry.heapSize(),
                setting.budget(),
                position,
                waited -> meter.advance(unseen.after(waited)));
    meter.advance(unseen.rest());
    return new Output(contender.label(), fork);
  }

  /**
   * What {@code noop} takes.
   *
   * @throws java.util.NoSuchElementException when nothing was timed
   */
  ContenderTimes floor() {
    return floor.orElseThrow();
  }

  /** The times of a contender, which are read from disk, once; empty when nothing is timed. */
  Optional<ContenderTimes> times(JavaAllocatorContender contender) throws IOException {
    if (pass.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(pass.get().together(forks.get(contender.label())));
    } catch (InvariantViolation e) {
      throw new InvariantViolation(contender.label() + ": " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    if (pass.isPresent()) {
      pass.get().close();
    }
  }
}
