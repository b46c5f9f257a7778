// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;
import java.util.Optional;
import org.rmalloc.replay.FrontierPauseTimes;
import org.rmalloc.replay.frontier.RelocationFrontier;
import org.rmalloc.report.choose.ChoiceCandidatesFromFrontier;
import org.rmalloc.report.choose.ChoiceWeights;
import org.rmalloc.report.choose.ChoicesByLockAssumption;

/** What to choose on the frontier where memory and cost count alike, and nothing is limited. */
public record ChoiceSection(ChoicesByLockAssumption advice) implements ReportSection {
  private static final String OTHER_QUESTION =
      "The recommendation at the top answers another question: it weighs footprint against time"
          + " in the heap of the run. Here each contender may have a heap of any size tried, and"
          + " cost in loads and stores stands for time.";

  private static final String LIMITS =
      "With limits of your own: rmalloc choose TRACE --max-heap 256KiB --max-pause 64KiB.";

  /** Of what was measured on a frontier; empty where nothing finished. */
  public static Optional<ChoiceSection> of(RelocationFrontier frontier) {
    return ChoiceCandidatesFromFrontier.of(frontier, FrontierPauseTimes.none())
        .map(
            measured ->
                new ChoiceSection(
                    ChoicesByLockAssumption.of(measured, List.of(), ChoiceWeights.EQUAL)));
  }

  @Override
  public String markup(HtmlPageCharts charts) {
    StringBuilder out = new StringBuilder();
    List<String> words = advice.words();
    out.append("<p>Where memory and cost count alike, c")
        .append(HtmlWriter.text(words.getFirst().substring(1)))
        .append("</p>\n");
    words
        .subList(1, words.size())
        .forEach(text -> out.append("<p>").append(HtmlWriter.text(text)).append("</p>\n"));
    out.append("<p class=\"soft\">").append(HtmlWriter.text(OTHER_QUESTION)).append("</p>\n");
    out.append("<p class=\"soft\">").append(HtmlWriter.text(LIMITS)).append("</p>\n");
    return HtmlWriter.folded("What to choose where the heap may have any size", out.toString());
  }
}
