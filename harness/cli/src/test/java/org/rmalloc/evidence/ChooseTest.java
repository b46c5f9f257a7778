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
import org.rmalloc.replay.FrontierPauseTimes;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.ContenderParser;
import org.rmalloc.replay.frontier.LockAssumption;
import org.rmalloc.replay.frontier.RelocationFrontier;
import org.rmalloc.replay.frontier.RelocationFrontierMeasurer;
import org.rmalloc.replay.progress.ProgressListener;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.report.choose.AllocatorChooser;
import org.rmalloc.report.choose.ChoiceAnswer;
import org.rmalloc.report.choose.ChoiceCandidate;
import org.rmalloc.report.choose.ChoiceCandidatesByLocks;
import org.rmalloc.report.choose.ChoiceCandidatesFromFrontier;
import org.rmalloc.report.choose.ChoiceLimit;
import org.rmalloc.report.choose.ChoiceWeights;
import org.rmalloc.trace.file.DecompressedInput;
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
    List<List<ChoiceCandidate>> measured = new ArrayList<>();
    for (Path recording : recordings) {
      measured.addAll(measured(recording).byLocks().values());
    }
    Random random = new Random(18);
    int met = 0;
    for (int question = 0; question < QUESTIONS; question++) {
      List<ChoiceCandidate> all = measured.get(random.nextInt(measured.size()));
      Asked asked = Asked.draw(random, all);
      met += asked.check(all, AllocatorChooser.among(all, asked.limits(), asked.weights())) ? 1 : 0;
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

  private static ChoiceCandidatesByLocks measured(Path recording) throws IOException {
    RelocationFrontierMeasurer.Preparation preparation =
        method ->
            PreparedTrace.read(
                () -> DecompressedInput.open(recording),
                ReadOptions.DEFAULT,
                TrialSetting.DEFAULT,
                method);
    RelocationFrontier frontier =
        new RelocationFrontierMeasurer(
                preparation,
                ContenderParser.parse(Allocators.onClassPath(), names(), List.of()),
                CompactionLimit.NONE,
                2,
                ProgressListener.SILENT)
            .run(List.of(LockAssumption.USUAL, LockAssumption.of(LockSimulationSetting.NONE)));
    return ChoiceCandidatesFromFrontier.of(frontier, FrontierPauseTimes.none()).orElseThrow();
  }

  /** A question, and its answer by looking at each candidate in turn. */
  private record Asked(double maxHeap, double maxPause, ChoiceWeights weights) {
    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    /** Limits near what some candidates take, so that they matter. */
    static Asked draw(Random random, List<ChoiceCandidate> all) {
      ChoiceCandidate one = all.get(random.nextInt(all.size()));
      ChoiceCandidate other = all.get(random.nextInt(all.size()));
      double heap = Math.rint(one.heapBytes() * (0.97 + 0.06 * random.nextDouble()));
      double pause = Math.rint(other.pauseBytes() * (0.9 + 0.2 * random.nextDouble()));
      return new Asked(
          random.nextInt(4) == 0 ? NO_LIMIT : heap,
          random.nextInt(3) == 0 ? NO_LIMIT : pause,
          new ChoiceWeights(random.nextInt(4), 0.1 + 3 * random.nextDouble()));
    }

    List<ChoiceLimit> limits() {
      List<ChoiceLimit> limits = new ArrayList<>();
      if (maxHeap < NO_LIMIT) {
        limits.add(new ChoiceLimit(ChoiceLimit.Kind.HEAP, maxHeap));
      }
      if (maxPause < NO_LIMIT) {
        limits.add(new ChoiceLimit(ChoiceLimit.Kind.PAUSE_BYTES, maxPause));
      }
      return limits;
    }

    /** Returns whether something keeps the limits. */
    boolean check(List<ChoiceCandidate> all, ChoiceAnswer answer) {
      Optional<ChoiceCandidate> best = best(all, maxHeap, maxPause, "");
      switch (answer) {
        case ChoiceAnswer.Chosen chosen -> checkChosen(all, chosen, best.orElseThrow());
        case ChoiceAnswer.NothingMeets none -> {
          assertEquals(Optional.empty(), best, toString());
          checkNearest(all, none);
        }
      }
      return best.isPresent();
    }

    private void checkChosen(
        List<ChoiceCandidate> all, ChoiceAnswer.Chosen chosen, ChoiceCandidate best) {
      assertEquals(best, chosen.best(), toString());
      assertEquals(best(all, maxHeap, maxPause, best.label()), chosen.runnerUp(), toString());
      for (ChoiceAnswer.LimitEffect effect : chosen.effects()) {
        boolean ofHeap = effect.limit().kind() == ChoiceLimit.Kind.HEAP;
        ChoiceCandidate free =
            best(all, ofHeap ? NO_LIMIT : maxHeap, ofHeap ? maxPause : NO_LIMIT, "").orElseThrow();
        assertEquals(!free.equals(best), effect.binds(), toString());
        assertEquals(score(all, best) / score(all, free), effect.price(), ROUNDING);
        checkRelaxed(all, effect, best, ofHeap);
        checkBelow(all, effect, best, ofHeap);
      }
    }

    /** At the limit said another answer is found; a byte below it is still this one. */
    private void checkRelaxed(
        List<ChoiceCandidate> all,
        ChoiceAnswer.LimitEffect effect,
        ChoiceCandidate best,
        boolean ofHeap) {
      assertEquals(effect.binds(), effect.relaxedTo().isPresent());
      OptionalDouble to = effect.relaxedTo();
      if (to.isPresent()) {
        assertTrue(!with(all, to.getAsDouble(), ofHeap).equals(Optional.of(best)), toString());
        assertEquals(Optional.of(best), with(all, to.getAsDouble() - 1, ofHeap), toString());
      }
    }

    private void checkBelow(
        List<ChoiceCandidate> all,
        ChoiceAnswer.LimitEffect effect,
        ChoiceCandidate best,
        boolean ofHeap) {
      double taken = ofHeap ? best.heapBytes() : best.pauseBytes();
      assertEquals(with(all, taken - 1, ofHeap), effect.below(), toString());
    }

    private Optional<ChoiceCandidate> with(
        List<ChoiceCandidate> all, double limit, boolean ofHeap) {
      return ofHeap ? best(all, limit, maxPause, "") : best(all, maxHeap, limit, "");
    }

    private void checkNearest(List<ChoiceCandidate> all, ChoiceAnswer.NothingMeets none) {
      double nearest = excess(none.nearest());
      assertTrue(nearest > 1, toString());
      for (ChoiceCandidate other : all) {
        assertTrue(excess(other) >= nearest, () -> this + ": nearer is " + other);
      }
    }

    private double excess(ChoiceCandidate one) {
      return Math.max(
          one.heapBytes() / Math.max(1, maxHeap), one.pauseBytes() / Math.max(1, maxPause));
    }

    private Optional<ChoiceCandidate> best(
        List<ChoiceCandidate> all, double heap, double pause, String butNot) {
      ChoiceCandidate best = null;
      for (ChoiceCandidate one : all) {
        boolean allowed = one.heapBytes() <= heap && one.pauseBytes() <= pause;
        if (allowed && !one.label().equals(butNot) && (best == null || beats(all, one, best))) {
          best = one;
        }
      }
      return Optional.ofNullable(best);
    }

    private boolean beats(List<ChoiceCandidate> all, ChoiceCandidate one, ChoiceCandidate best) {
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

    private double score(List<ChoiceCandidate> all, ChoiceCandidate one) {
      double heap = Double.MAX_VALUE;
      double time = Double.MAX_VALUE;
      for (ChoiceCandidate other : all) {
        heap = Math.min(heap, (double) other.heapBytes());
        time = Math.min(time, other.time());
      }
      return Math.pow(one.heapBytes() / heap, weights.memory())
          * Math.pow(one.time() / time, weights.time());
    }
  }
}
