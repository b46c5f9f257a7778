// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rmalloc.experiment.baseline.BaselineTrial;
import org.rmalloc.experiment.gate.ExplainingRequest.Role;
import org.rmalloc.experiment.matrix.Figure;
import org.rmalloc.replay.Measures;
import org.rmalloc.replay.progress.WorkMeter;
import org.rmalloc.replay.result.Stop;
import org.rmalloc.replay.space.DataPoints;
import org.rmalloc.replay.space.PointSink;
import org.rmalloc.replay.space.SpaceOptions;
import org.rmalloc.replay.space.SpacePass;

/**
 * Names the requests that explain why figures of a trial are worse: exactly where the old build is
 * at hand, else as far as the baseline's trail says.
 */
final class ExplainingRequestFinder {
  private final BaselineTrial before;
  private final MeasuredTrial now;
  private final Optional<Lockstep> lockstep;
  private final ExplainingRequests requests;
  private Optional<TrailRequestFinder> trail = Optional.empty();

  /**
   * Replays both builds, where the old one is at hand.
   *
   * @param old this trial, measured of the old build
   */
  ExplainingRequestFinder(
      BaselineTrial before, MeasuredTrial now, Optional<MeasuredTrial> old, Measures measures) {
    this.before = before;
    this.now = now;
    requests = new ExplainingRequests(now.trace().workload());
    lockstep =
        old.filter(one -> isReplayed(one) && isReplayed(now))
            .map(one -> replayed(one, now, measures));
  }

  private static boolean isReplayed(MeasuredTrial trial) {
    return trial.result().summary().outcome().replayed();
  }

  private static Lockstep replayed(MeasuredTrial old, MeasuredTrial now, Measures measures) {
    Lockstep lockstep =
        new Lockstep(now.trace().workload(), side(old, measures), side(now, measures));
    lockstep.run();
    return lockstep;
  }

  private static Lockstep.Side side(MeasuredTrial trial, Measures measures) {
    PlacementSum placements = new PlacementSum();
    SpacePass pass =
        new SpacePass(
            trial.trace().workload(),
            trial.contender(),
            trial.options(measures.dataPoints()),
            placements);
    return new Lockstep.Side(pass, placements);
  }

  /** Where the builds place blocks differently. */
  Optional<ExplainingRequest> placementsPart() {
    return lockstep.flatMap(Lockstep::placementsPart);
  }

  /** The places of figures that are worse, by key. */
  Map<String, List<ExplainingRequest>> places(List<FigureChange> worse) {
    Map<String, List<ExplainingRequest>> places = new LinkedHashMap<>();
    worse.forEach(change -> places.put(change.key(), of(change)));
    return places;
  }

  /** The ops worth looking at, in their order. */
  List<TwoBuildPicture.Sight> sights(List<FigureChange> worse) {
    List<ExplainingRequest> places = new ArrayList<>();
    placementsPart().ifPresent(places::add);
    places(worse).values().forEach(places::addAll);
    return places.stream()
        .map(place -> new TwoBuildPicture.Sight(requests.op(place.request()), place))
        .sorted(Comparator.comparingInt(TwoBuildPicture.Sight::op))
        .toList();
  }

  private List<ExplainingRequest> of(FigureChange change) {
    return Figure.ofKey(change.key())
        .map(figure -> of(figure, change))
        .orElseGet(() -> end().stream().toList());
  }

  private List<ExplainingRequest> of(Figure figure, FigureChange change) {
    if (!FigureValues.isOfReplay(figure)) {
      return stop(change).stream().toList();
    }
    List<ExplainingRequest> exact = lockstep.map(both -> both.of(figure)).orElse(List.of());
    return exact.isEmpty() && change.before().isPresent()
        ? trail().of(figure, change.before().getAsLong())
        : exact;
  }

  private TrailRequestFinder trail() {
    if (trail.isEmpty()) {
      GrowthLog log =
          GrowthLog.of(now.trace().workload(), now.contender(), now.options(new DataPoints(1)));
      trail = Optional.of(new TrailRequestFinder(before.trail(), log));
    }
    return trail.get();
  }

  /** The request that this build cannot meet. */
  private Optional<ExplainingRequest> end() {
    return now.result().summary().stop().map(Stop::opIndex).map(this::stopAt);
  }

  private ExplainingRequest stopAt(long request) {
    return requests.between(
        Role.FIRST_WORSE,
        FigureJudge.FINISHED,
        request,
        request,
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /** Where this build stops in a heap that was large enough. */
  private Optional<ExplainingRequest> stop(FigureChange change) {
    if (change.before().isEmpty()
        || now.contender().refusalOf(change.before().getAsLong()).isPresent()) {
      return Optional.empty();
    }
    return stopIn(change.before().getAsLong())
        .map(Stop::opIndex)
        .map(
            request ->
                requests.between(
                    Role.STOPS, change.key(), request, request, change.before(), change.after()));
  }

  private Optional<Stop> stopIn(long heapSize) {
    SpaceOptions options =
        new SpaceOptions(heapSize, now.combination().setting().budget(), new DataPoints(1), false);
    try {
      return new SpacePass(now.trace().workload(), now.contender(), options)
          .run(PointSink.NONE, WorkMeter.silent())
          .stoppedAt();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written
    }
  }
}
