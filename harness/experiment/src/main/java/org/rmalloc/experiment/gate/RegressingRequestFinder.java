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
import org.rmalloc.experiment.baseline.BaselineEntry;
import org.rmalloc.experiment.gate.RegressingRequest.Role;
import org.rmalloc.experiment.matrix.GateMetric;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.result.UnmetRequest;
import org.rmalloc.replay.space.DataPointSampling;
import org.rmalloc.replay.space.DataPointSink;
import org.rmalloc.replay.space.SpacePass;
import org.rmalloc.replay.space.SpaceReplayOptions;

/**
 * Names the requests that explain why figures of a trial are worse: exactly where the old build is
 * at hand, else as far as the baseline's trail says.
 */
final class RegressingRequestFinder {
  private final BaselineEntry before;
  private final MeasuredTrial now;
  private final Optional<TwoBuildReplayComparer> comparison;
  private final RegressingRequestFactory requests;
  private Optional<RegressingRequestEstimator> trail = Optional.empty();

  /**
   * Replays both builds, where the old one is at hand.
   *
   * @param old this trial, measured of the old build
   */
  RegressingRequestFinder(
      BaselineEntry before,
      MeasuredTrial now,
      Optional<MeasuredTrial> old,
      MeasurementSettings measures) {
    this.before = before;
    this.now = now;
    requests = new RegressingRequestFactory(now.trace().workload());
    comparison =
        old.filter(one -> isReplayed(one) && isReplayed(now))
            .map(one -> replayed(one, now, measures));
  }

  private static boolean isReplayed(MeasuredTrial trial) {
    return trial.result().summary().outcome().replayed();
  }

  private static TwoBuildReplayComparer replayed(
      MeasuredTrial old, MeasuredTrial now, MeasurementSettings measures) {
    TwoBuildReplayComparer comparison =
        new TwoBuildReplayComparer(
            now.trace().workload(), side(old, measures), side(now, measures));
    comparison.run();
    return comparison;
  }

  private static TwoBuildReplayComparer.Side side(
      MeasuredTrial trial, MeasurementSettings measures) {
    PlacementChecksum placements = new PlacementChecksum();
    SpacePass pass =
        new SpacePass(
            trial.trace().workload(),
            trial.contender(),
            trial.options(measures.dataPoints()),
            placements);
    return new TwoBuildReplayComparer.Side(pass, placements);
  }

  /** Where the builds place blocks differently. */
  Optional<RegressingRequest> placementsPart() {
    return comparison.flatMap(TwoBuildReplayComparer::placementsPart);
  }

  /** The places of figures that are worse, by key. */
  Map<String, List<RegressingRequest>> places(List<JudgedMetricChange> worse) {
    Map<String, List<RegressingRequest>> places = new LinkedHashMap<>();
    worse.forEach(change -> places.put(change.key(), of(change)));
    return places;
  }

  /** The ops worth looking at, in their order. */
  List<TwoBuildPictureData.Sight> sights(List<JudgedMetricChange> worse) {
    List<RegressingRequest> places = new ArrayList<>();
    placementsPart().ifPresent(places::add);
    places(worse).values().forEach(places::addAll);
    return places.stream()
        .map(place -> new TwoBuildPictureData.Sight(requests.op(place.request()), place))
        .sorted(Comparator.comparingInt(TwoBuildPictureData.Sight::op))
        .toList();
  }

  private List<RegressingRequest> of(JudgedMetricChange change) {
    return GateMetric.ofKey(change.key())
        .map(figure -> of(figure, change))
        .orElseGet(() -> end().stream().toList());
  }

  private List<RegressingRequest> of(GateMetric figure, JudgedMetricChange change) {
    if (!RunningReplayMetricReader.isOfReplay(figure)) {
      return stop(change).stream().toList();
    }
    List<RegressingRequest> exact = comparison.map(both -> both.of(figure)).orElse(List.of());
    return exact.isEmpty() && change.before().isPresent()
        ? trail().of(figure, change.before().getAsLong())
        : exact;
  }

  private RegressingRequestEstimator trail() {
    if (trail.isEmpty()) {
      MetricGrowthRecorder log =
          MetricGrowthRecorder.of(
              now.trace().workload(), now.contender(), now.options(new DataPointSampling(1)));
      trail = Optional.of(new RegressingRequestEstimator(before.trail(), log));
    }
    return trail.get();
  }

  /** The request that this build cannot meet. */
  private Optional<RegressingRequest> end() {
    return now.result().summary().stop().map(UnmetRequest::opIndex).map(this::stopAt);
  }

  private RegressingRequest stopAt(long request) {
    return requests.between(
        Role.FIRST_WORSE,
        ExactMetricJudge.FINISHED,
        request,
        request,
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /** Where this build stops in a heap that was large enough. */
  private Optional<RegressingRequest> stop(JudgedMetricChange change) {
    if (change.before().isEmpty()
        || now.contender().refusalOf(change.before().getAsLong()).isPresent()) {
      return Optional.empty();
    }
    return stopIn(change.before().getAsLong())
        .map(UnmetRequest::opIndex)
        .map(
            request ->
                requests.between(
                    Role.STOPS, change.key(), request, request, change.before(), change.after()));
  }

  private Optional<UnmetRequest> stopIn(long heapSize) {
    SpaceReplayOptions options =
        new SpaceReplayOptions(
            heapSize, now.combination().setting().budget(), new DataPointSampling(1), false);
    try (SpacePass pass = new SpacePass(now.trace().workload(), now.contender(), options)) {
      return pass.run(DataPointSink.NONE, ProgressNotifier.silent()).stoppedAt();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written
    }
  }
}
