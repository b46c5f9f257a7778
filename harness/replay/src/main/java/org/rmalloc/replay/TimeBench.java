package org.rmalloc.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.heap.Heap;
import org.rmalloc.replay.contender.ArenaContender;
import org.rmalloc.replay.contender.Noop;
import org.rmalloc.replay.progress.Jobs;
import org.rmalloc.replay.progress.Meter;
import org.rmalloc.replay.time.ContenderTimes;
import org.rmalloc.replay.time.ForkOrder;
import org.rmalloc.replay.time.ForkOutput;
import org.rmalloc.replay.time.TimePass;
import org.rmalloc.replay.trial.Setting;
import org.rmalloc.replay.workload.Workload;

/**
 * Where contenders are timed, in several processes each, taking turns with each other and with
 * {@code noop}; or where nothing is timed.
 */
final class TimeBench implements AutoCloseable {
  private final Workload workload;
  private final Setting setting;
  private final Measures measures;
  private final WorkEstimate estimate;
  private final Meter meter;
  private final Map<String, List<ForkOutput>> forks = new HashMap<>(); // by label
  private Optional<TimePass> pass = Optional.empty();
  private Optional<ContenderTimes> floor = Optional.empty();

  /**
   * What is timed: a contender in its heap.
   *
   * @param heapSize bytes
   */
  record Entry(ArenaContender contender, long heapSize) {}

  private record Turn(Entry entry, int position) {}

  private record Output(String label, ForkOutput fork) {}

  TimeBench(Workload workload, Setting setting, Measures measures, Meter meter) {
    this.workload = workload;
    this.setting = setting;
    this.measures = measures;
    this.estimate = new WorkEstimate(workload, measures);
    this.meter = meter;
  }

  /** Times all contenders, if the measures want times at all. Called once. */
  void timeAll(List<Entry> contenders) throws IOException {
    if (!measures.timed() || contenders.isEmpty()) {
      return;
    }
    List<Entry> entries = new ArrayList<>(contenders);
    entries.add(new Entry(Noop.contender(), Heap.MIN_CAPACITY));
    pass = Optional.of(new TimePass(workload, measures.timeBudget().toNanos()));
    for (Output output :
        Jobs.map(measures.concurrency().timed(), turns(entries), turn -> timed(turn))) {
      forks.computeIfAbsent(output.label(), _ -> new ArrayList<>()).add(output.fork());
    }
    floor = times(Noop.contender());
  }

  private List<Turn> turns(List<Entry> entries) {
    List<Turn> turns = new ArrayList<>();
    for (int index : ForkOrder.of(entries.size(), measures.forks(), measures.forkSeed())) {
      turns.add(new Turn(entries.get(index), turns.size()));
    }
    return turns;
  }

  private Output timed(Turn turn) throws IOException {
    ArenaContender contender = turn.entry().contender();
    meter.begin("timing " + contender.label());
    WorkEstimate.Unseen unseen = estimate.unseenTiming();
    ForkOutput fork =
        pass.orElseThrow()
            .fork(
                contender,
                turn.entry().heapSize(),
                setting.budget(),
                turn.position(),
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
  Optional<ContenderTimes> times(ArenaContender contender) throws IOException {
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
