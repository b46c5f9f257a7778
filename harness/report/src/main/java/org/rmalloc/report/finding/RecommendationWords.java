// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.finding;

import java.util.List;
import java.util.stream.Collectors;
import org.rmalloc.report.finding.Finding.Candidate;
import org.rmalloc.report.finding.Finding.Effort;
import org.rmalloc.report.finding.Finding.Need;
import org.rmalloc.report.table.QuantityFormatter;

/** Puts a recommendation into words: its price, who else is worth a choice, what changes it. */
final class RecommendationWords {
  private RecommendationWords() {}

  static String of(Finding.Recommendation finding) {
    return "Recommended: " + advice(finding);
  }

  static String amongLibraries(Finding.Recommendation finding) {
    return "Recommended malloc library: " + advice(finding);
  }

  private static String advice(Finding.Recommendation finding) {
    Candidate first = finding.chosen().getFirst();
    if (finding.chosen().size() == 1) {
      return "%s, which takes %s.".formatted(first.label(), price(finding, first, first.label()));
    }
    return "%s, which are equal within %s; %s takes %s."
        .formatted(
            either(finding.chosen()),
            limits(finding.tolerance(), finding.effort()),
            first.label(),
            price(finding, first, first.label()));
  }

  /** What may lie between two that count as equal. */
  private static String limits(double tolerance, Effort effort) {
    return percent(tolerance) + (effort == Effort.TIME ? " or chance" : "");
  }

  private static String either(List<Candidate> candidates) {
    List<String> labels = candidates.stream().map(Candidate::label).toList();
    return String.join(", ", labels.subList(0, labels.size() - 1)) + " or " + labels.getLast();
  }

  private static String price(Finding.Recommendation finding, Candidate one, String label) {
    Candidate smallest = finding.smallest();
    String memory =
        smallest.label().equals(label)
            ? "the minimum"
            : "%s more memory than the minimum (%s)"
                .formatted(percent(one.footprint() / smallest.footprint() - 1), smallest.label());
    return "%s, %s, and %s, %s"
        .formatted(
            QuantityFormatter.bytes(one.footprint()),
            memory,
            effort(finding.effort(), one.effort()),
            effortPrice(finding, one));
  }

  private static String effortPrice(Finding.Recommendation finding, Candidate one) {
    Candidate quickest = finding.quickest();
    if (quickest.label().equals(one.label())) {
      return "the minimum";
    }
    String more =
        "%s more than the minimum (%s)"
            .formatted(percent(one.effort() / quickest.effort() - 1), quickest.label());
    boolean chance = finding.asQuick() && finding.effort() == Effort.TIME;
    return chance ? more + ", which may be chance" : more;
  }

  private static String effort(Effort effort, double value) {
    return switch (effort) {
      case TIME -> QuantityFormatter.time(value) + " an op";
      case COST -> QuantityFormatter.significant(value) + " loads and stores a request";
    };
  }

  static String of(Finding.Alternatives finding) {
    String others =
        finding.each().isEmpty()
            ? "Alternatives: none."
            : "Alternatives: %s."
                .formatted(
                    finding.each().stream()
                        .map(one -> alternative(finding, one))
                        .collect(Collectors.joining("; ")));
    return finding.dominated().isEmpty()
        ? others
        : "%s Dominated, since another needs no more memory and no more %s, within %s: %s."
            .formatted(
                others,
                word(finding.effort()),
                limits(finding.tolerance(), finding.effort()),
                FindingWords.names(finding.dominated()));
  }

  private static String alternative(Finding.Alternatives finding, Candidate one) {
    String effort = word(finding.effort());
    return "%s (%s, %s)"
        .formatted(
            one.label(),
            change(one.footprint() / finding.chosen().footprint(), "memory"),
            change(one.effort() / finding.chosen().effort(), effort));
  }

  private static String word(Effort effort) {
    return effort == Effort.TIME ? "time" : "cost";
  }

  private static String change(double ratio, String what) {
    String change = percent(Math.abs(ratio - 1));
    return "%s %s %s".formatted(change, ratio < 1 ? "less" : "more", what);
  }

  static String of(Finding.Conditions finding) {
    Need chosen = finding.chosen();
    return "What would change the recommendation: %s. %s%s"
        .formatted(smallerHeap(finding), pause(finding, chosen.label()), locks(finding));
  }

  private static String smallerHeap(Finding.Conditions finding) {
    String needed = "%s needs %s B".formatted(finding.chosen().label(), bytes(finding.chosen()));
    if (finding.smaller().isEmpty()) {
      return "a smaller heap, but %s, and no other contender needs less beyond the tolerance"
          .formatted(needed);
    }
    return "a heap below %s B, since %s"
        .formatted(
            bytes(finding.chosen()),
            finding.smaller().stream()
                .map(need -> "%s needs only %s B".formatted(need.label(), bytes(need)))
                .collect(Collectors.joining(", ")));
  }

  private static String bytes(Need need) {
    return QuantityFormatter.count(need.bytes());
  }

  private static String pause(Finding.Conditions finding, String label) {
    return finding.pauseBytes() == 0
        ? "A limit on the pause would not change it: %s moved no block.".formatted(label)
        : "A limit on the pause would change it below %s, which %s moved while one request waited."
            .formatted(QuantityFormatter.bytes(finding.pauseBytes()), label);
  }

  private static String locks(Finding.Conditions finding) {
    return finding.relocating().isEmpty()
        ? ""
        : " Other locks than %s would change only the figures of %s, which move blocks."
            .formatted(finding.locks(), FindingWords.names(finding.relocating()));
  }

  static String percent(double share) {
    double percent = 100 * share;
    return percent >= 100
        ? QuantityFormatter.decimals(percent, 0) + " %"
        : QuantityFormatter.decimals(percent, percent < 10 ? 1 : 0).replace(".0", "") + " %";
  }
}
