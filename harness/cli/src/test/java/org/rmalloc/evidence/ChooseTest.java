// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.replay.FrontierPauses;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.ContenderSelection;
import org.rmalloc.replay.frontier.Frontier;
import org.rmalloc.replay.frontier.FrontierRun;
import org.rmalloc.replay.frontier.LockAssumption;
import org.rmalloc.replay.progress.Progress;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.LockChoice;
import org.rmalloc.replay.trial.Setting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.report.choose.Answer;
import org.rmalloc.report.choose.Candidate;
import org.rmalloc.report.choose.Choice;
import org.rmalloc.report.choose.FrontierCandidates;
import org.rmalloc.report.choose.Limit;
import org.rmalloc.report.choose.TraceMeasurements;
import org.rmalloc.report.choose.Weights;
import org.rmalloc.trace.file.TraceInput;
import org.rmalloc.trace.read.ReadOptions;

/** Answers about committed recordings: the same as a search through every trial measured. */
final class ChooseTest {
  private static final List<String> SMALL_RECORDINGS =
      List.of("ls-symlink.full", "tar-cjf.full", "ls-bin.full");
  private static final int QUESTIONS = 200;
  private static final double ROUNDING = 1e-12;

  @Test
  void answersEqualASearchThroughAllTrials() throws IOException {
    answersEqualASearch(SMALL_RECORDINGS.stream().map(CommittedRecordings::named).toList());
  }

  /** Takes minutes. */
  @Test
  @EnabledIfSystemProperty(named = "rmalloc.choose", matches = "all")
  void answersEqualASearchThroughAllTrialsOfAllRecordings() throws IOException {
    answersEqualASearch(CommittedRecordings.all());
  }

  private static void answersEqualASearch(List<Path> recordings) throws IOException {
    List<List<Candidate>> measured = new ArrayList<>();
    for (Path recording : recordings) {
      measured.addAll(measured(recording).byLocks().values());
    }
    Random random = new Random(18);
    int met = 0;
    for (int question = 0; question < QUESTIONS; question++) {
      List<Candidate> all = measured.get(random.nextInt(measured.size()));
      Asked asked = Asked.draw(random, all);
      met += asked.check(all, Choice.among(all, asked.limits(), asked.weights())) ? 1 : 0;
    }
    assertTrue(met > QUESTIONS / 4 && met < QUESTIONS, met + " were met"); // both happen
  }

  /** Of every allocator but the faulty ones of the tests. */
  private static List<String> names() {
    return Allocators.onClassPath().all().stream()
        .map(AllocatorProvider::name)
        .filter(name -> !name.startsWith("test-"))
        .toList();
  }

  private static TraceMeasurements measured(Path recording) throws IOException {
    FrontierRun.Preparation preparation =
        method ->
            PreparedTrace.read(
                () -> TraceInput.open(recording), ReadOptions.DEFAULT, Setting.DEFAULT, method);
    Frontier frontier =
        new FrontierRun(
                preparation,
                ContenderSelection.parse(Allocators.onClassPath(), names(), List.of()),
                CompactionLimit.NONE,
                2,
                Progress.SILENT)
            .run(List.of(LockAssumption.USUAL, LockAssumption.of(LockChoice.NONE)));
    return FrontierCandidates.of(frontier, FrontierPauses.none()).orElseThrow();
  }

  /** A question, and its answer by looking at each candidate in turn. */
  private record Asked(double maxHeap, double maxPause, Weights weights) {
    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    /** Limits near what some candidates take, so that they matter. */
    static Asked draw(Random random, List<Candidate> all) {
      Candidate one = all.get(random.nextInt(all.size()));
      Candidate other = all.get(random.nextInt(all.size()));
      double heap = Math.rint(one.heapBytes() * (0.97 + 0.06 * random.nextDouble()));
      double pause = Math.rint(other.pauseBytes() * (0.9 + 0.2 * random.nextDouble()));
      return new Asked(
          random.nextInt(4) == 0 ? NO_LIMIT : heap,
          random.nextInt(3) == 0 ? NO_LIMIT : pause,
          new Weights(random.nextInt(4), 0.1 + 3 * random.nextDouble()));
    }

    List<Limit> limits() {
      List<Limit> limits = new ArrayList<>();
      if (maxHeap < NO_LIMIT) {
        limits.add(new Limit(Limit.Kind.HEAP, maxHeap));
      }
      if (maxPause < NO_LIMIT) {
        limits.add(new Limit(Limit.Kind.PAUSE_BYTES, maxPause));
      }
      return limits;
    }

    /** Returns whether something keeps the limits. */
    boolean check(List<Candidate> all, Answer answer) {
      Optional<Candidate> best = best(all, maxHeap, maxPause, "");
      switch (answer) {
        case Answer.Chosen chosen -> checkChosen(all, chosen, best.orElseThrow());
        case Answer.NothingMeets none -> {
          assertEquals(Optional.empty(), best, toString());
          checkNearest(all, none);
        }
      }
      return best.isPresent();
    }

    private void checkChosen(List<Candidate> all, Answer.Chosen chosen, Candidate best) {
      assertEquals(best, chosen.best(), toString());
      assertEquals(best(all, maxHeap, maxPause, best.label()), chosen.runnerUp(), toString());
      for (Answer.LimitEffect effect : chosen.effects()) {
        boolean ofHeap = effect.limit().kind() == Limit.Kind.HEAP;
        Candidate free =
            best(all, ofHeap ? NO_LIMIT : maxHeap, ofHeap ? maxPause : NO_LIMIT, "").orElseThrow();
        assertEquals(!free.equals(best), effect.binds(), toString());
        assertEquals(score(all, best) / score(all, free), effect.price(), ROUNDING);
        checkRelaxed(all, effect, best, ofHeap);
        checkBelow(all, effect, best, ofHeap);
      }
    }

    /** At the limit said another answer is found; a byte below it is still this one. */
    private void checkRelaxed(
        List<Candidate> all, Answer.LimitEffect effect, Candidate best, boolean ofHeap) {
      assertEquals(effect.binds(), effect.relaxedTo().isPresent());
      OptionalDouble to = effect.relaxedTo();
      if (to.isPresent()) {
        assertTrue(!with(all, to.getAsDouble(), ofHeap).equals(Optional.of(best)), toString());
        assertEquals(Optional.of(best), with(all, to.getAsDouble() - 1, ofHeap), toString());
      }
    }

    private void checkBelow(
        List<Candidate> all, Answer.LimitEffect effect, Candidate best, boolean ofHeap) {
      double taken = ofHeap ? best.heapBytes() : best.pauseBytes();
      assertEquals(with(all, taken - 1, ofHeap), effect.below(), toString());
    }

    private Optional<Candidate> with(List<Candidate> all, double limit, boolean ofHeap) {
      return ofHeap ? best(all, limit, maxPause, "") : best(all, maxHeap, limit, "");
    }

    private void checkNearest(List<Candidate> all, Answer.NothingMeets none) {
      double nearest = excess(none.nearest());
      assertTrue(nearest > 1, toString());
      for (Candidate other : all) {
        assertTrue(excess(other) >= nearest, () -> this + ": nearer is " + other);
      }
    }

    private double excess(Candidate one) {
      return Math.max(
          one.heapBytes() / Math.max(1, maxHeap), one.pauseBytes() / Math.max(1, maxPause));
    }

    private Optional<Candidate> best(
        List<Candidate> all, double heap, double pause, String butNot) {
      Candidate best = null;
      for (Candidate one : all) {
        boolean allowed = one.heapBytes() <= heap && one.pauseBytes() <= pause;
        if (allowed && !one.label().equals(butNot) && (best == null || beats(all, one, best))) {
          best = one;
        }
      }
      return Optional.ofNullable(best);
    }

    private boolean beats(List<Candidate> all, Candidate one, Candidate best) {
      double mine = score(all, one);
      double others = score(all, best);
      if (mine != others) {
        return mine < others;
      }
      if (one.heapBytes() != best.heapBytes()) {
        return one.heapBytes() < best.heapBytes();
      }
      if (one.pauseBytes() != best.pauseBytes()) {
        return one.pauseBytes() < best.pauseBytes();
      }
      return one.label().compareTo(best.label()) < 0;
    }

    private double score(List<Candidate> all, Candidate one) {
      double heap = Double.MAX_VALUE;
      double time = Double.MAX_VALUE;
      for (Candidate other : all) {
        heap = Math.min(heap, (double) other.heapBytes());
        time = Math.min(time, other.time());
      }
      return Math.pow(one.heapBytes() / heap, weights.memory())
          * Math.pow(one.time() / time, weights.time());
    }
  }
}
