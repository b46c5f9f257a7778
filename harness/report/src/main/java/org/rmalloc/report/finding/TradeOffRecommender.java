// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.finding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Weighs memory against time, or against cost. One percent of memory counts as much as one percent
 * of time: recommended is whoever has the smallest product of both. No other is then better in
 * both.
 */
public final class TradeOffRecommender {
  /**
   * A contender that takes part.
   *
   * @param effortRank from 1: those whom nobody is behind by more than chance share a rank; 0 where
   *     chance has no part
   */
  public record Rival(Finding.Candidate candidate, int effortRank) {
    double product() {
      return candidate.footprint() * candidate.effort();
    }
  }

  private final List<Rival> rivals;
  private final double tolerance;

  /**
   * Of rivals.
   *
   * @param tolerance a share, from 0: what differs by no more counts as equal
   */
  public TradeOffRecommender(List<Rival> rivals, double tolerance) {
    this.rivals =
        rivals.stream()
            .sorted(
                Comparator.comparingDouble(Rival::product)
                    .thenComparing(rival -> rival.candidate().label()))
            .toList();
    this.tolerance = tolerance;
  }

  /**
   * Which rival to use, its price, and who else is worth a choice.
   *
   * @param effort what the rivals' effort is
   */
  public List<Finding> findings(Finding.Effort effort) {
    List<Finding.Candidate> chosen = chosen();
    List<Finding.Candidate> others = alternatives();
    List<String> dominated =
        rivals.stream()
            .map(Rival::candidate)
            .filter(one -> !chosen.contains(one) && !others.contains(one))
            .map(Finding.Candidate::label)
            .toList();
    return List.of(
        new Finding.Recommendation(
            chosen, smallest(), quickest().candidate(), isAsQuick(), effort, tolerance),
        new Finding.Alternatives(chosen.getFirst(), others, dominated, effort, tolerance));
  }

  /** The recommended one, and behind it those that are equal to it within the tolerance. */
  List<Finding.Candidate> chosen() {
    Rival first = rivals.getFirst();
    return rivals.stream()
        .filter(rival -> covers(first, rival) && covers(rival, first))
        .map(Rival::candidate)
        .toList();
  }

  /** Those that the recommended one does not cover, nor any other of them: smallest first. */
  List<Finding.Candidate> alternatives() {
    List<Rival> kept = new ArrayList<>();
    for (Rival rival : rivals) {
      if (kept.stream().noneMatch(better -> covers(better, rival))) {
        kept.add(rival);
      }
    }
    return kept.stream()
        .skip(1)
        .map(Rival::candidate)
        .sorted(Comparator.comparingDouble(Finding.Candidate::footprint))
        .toList();
  }

  Finding.Candidate smallest() {
    return rivals.stream()
        .map(Rival::candidate)
        .min(Comparator.comparingDouble(Finding.Candidate::footprint))
        .orElseThrow();
  }

  Rival quickest() {
    return rivals.stream()
        .min(Comparator.comparingDouble(rival -> rival.candidate().effort()))
        .orElseThrow();
  }

  /** Whether the recommended one takes no more effort than the quickest, beyond chance. */
  boolean isAsQuick() {
    return isNoSlower(rivals.getFirst(), quickest());
  }

  /** Whether one takes no more memory and no more effort than another, within the tolerance. */
  private boolean covers(Rival one, Rival other) {
    return one.candidate().footprint() <= other.candidate().footprint() * (1 + tolerance)
        && isNoSlower(one, other);
  }

  private boolean isNoSlower(Rival one, Rival other) {
    boolean byChance = one.effortRank() > 0 && one.effortRank() <= other.effortRank();
    return byChance || one.candidate().effort() <= other.candidate().effort() * (1 + tolerance);
  }
}
