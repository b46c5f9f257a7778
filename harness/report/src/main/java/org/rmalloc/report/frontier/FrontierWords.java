// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.frontier;

import java.util.ArrayList;
import java.util.List;
import org.rmalloc.replay.frontier.FrontierPoint;
import org.rmalloc.replay.frontier.RelocationFrontier;
import org.rmalloc.report.frontier.RelocatingAllocatorBenefit.Need;
import org.rmalloc.report.frontier.RelocatingAllocatorBenefit.WithLocks;
import org.rmalloc.report.table.QuantityFormatter;

/** Puts what a frontier shows into words. */
public final class FrontierWords {
  private static final double PERCENT = 100;

  private final RelocationFrontier frontier;
  private final RelocatingAllocatorBenefit verdict;
  private final List<String> sentences = new ArrayList<>();

  private FrontierWords(RelocationFrontier frontier) {
    this.frontier = frontier;
    verdict = RelocatingAllocatorBenefit.of(frontier);
  }

  /** Sentences, the most important first. */
  public static List<String> of(RelocationFrontier frontier) {
    FrontierWords words = new FrontierWords(frontier);
    words.answer();
    words.atHeapOfStill();
    words.locks();
    return List.copyOf(words.sentences);
  }

  private void answer() {
    if (verdict.moving().isEmpty()) {
      sentences.add(
          "Does moving blocks pay: no contender that moves blocks finishes in 1 to 2 x peak.");
      return;
    }
    Need moving = verdict.moving().get();
    if (verdict.still().isEmpty()) {
      sentences.add(
          "Does moving blocks pay: unknown, since no contender finishes without moving blocks; %s needs %s."
              .formatted(moving.label(), heap(moving.heapBytes())));
      return;
    }
    Need still = verdict.still().get();
    sentences.add(
        verdict.pays()
            ? "Does moving blocks pay: yes, in memory. %s needs %s, %s less than %s, which moves nothing and needs %s; %s %s."
                .formatted(
                    moving.label(),
                    heap(moving.heapBytes()),
                    saving(still),
                    still.label(),
                    heap(still.heapBytes()),
                    moving.label(),
                    moved(moving.figures()))
            : "Does moving blocks pay: no, not in memory. %s needs %s without moving; %s needs %s."
                .formatted(
                    still.label(),
                    heap(still.heapBytes()),
                    moving.label(),
                    heap(moving.heapBytes())));
  }

  private String saving(Need still) {
    return "%s B (%s)"
        .formatted(
            QuantityFormatter.count(verdict.savedBytes()),
            QuantityFormatter.percent(PERCENT * verdict.savedBytes() / still.heapBytes()));
  }

  private void atHeapOfStill() {
    if (verdict.pays() && verdict.atHeapOfStill().isPresent()) {
      Need need = verdict.atHeapOfStill().get();
      sentences.add(
          "In a heap of %1$s, in which %2$s finishes too, %3$s issues %4$s loads and stores a request, and %2$s issues %5$s; %3$s %6$s."
              .formatted(
                  heap(need.heapBytes()),
                  verdict.still().orElseThrow().label(),
                  need.label(),
                  QuantityFormatter.significant(frontier.costPerRequest(need.figures())),
                  QuantityFormatter.significant(
                      frontier.costPerRequest(verdict.still().orElseThrow().figures())),
                  moved(need.figures())));
    }
  }

  /** With the usual locks the smallest heap was searched, with others it is one of the grid. */
  private void locks() {
    if (verdict.byLocks().size() < 2 || verdict.still().isEmpty()) {
      return;
    }
    List<WithLocks> all = verdict.byLocks();
    List<WithLocks> others = all.subList(1, all.size());
    sentences.add(
        "Locks assumed: moving pays with %d of the %d kinds of locks tried. The smallest heap of %s is %s; among the heaps tried with other locks, the smallest is %s."
            .formatted(
                verdict.paysWith(),
                all.size(),
                all.getFirst().need().map(Need::label).orElse("a contender that moves"),
                withLocks(all.getFirst()),
                String.join("; ", others.stream().map(this::withLocks).toList())));
  }

  private String withLocks(WithLocks locks) {
    return "%s with %s"
        .formatted(
            locks.need().map(need -> times(need.heapBytes())).orElse("above 2.00 x peak"),
            locks.locks());
  }

  private String moved(FrontierPoint.Figures figures) {
    return figures.bytesMoved() == 0
        ? "moves nothing"
        : "moves %s of the bytes allocated, a maximum of %s while one request waits"
            .formatted(
                QuantityFormatter.percent(PERCENT * frontier.movedShare(figures)),
                QuantityFormatter.bytes(figures.pauseBytes()));
  }

  private String heap(long bytes) {
    return "%s B (%s)".formatted(QuantityFormatter.count(bytes), times(bytes));
  }

  private String times(long bytes) {
    return "%s x peak".formatted(QuantityFormatter.decimals(frontier.inPeaks(bytes), 2));
  }
}
