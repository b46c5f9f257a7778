// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;
import org.rmalloc.report.choose.Advice;

/** What to choose where memory and time count alike: the answer opens what would change it. */
public record ChoiceSection(Advice advice) implements PageSection {
  private static final String LIMITS =
      "With limits of your own: rmalloc choose TRACE --max-heap 256KiB --max-pause 64KiB.";

  @Override
  public String markup(PageCharts charts) {
    List<String> words = advice.words();
    StringBuilder out = new StringBuilder();
    words
        .subList(1, words.size())
        .forEach(text -> out.append("<p>").append(Markup.text(text)).append("</p>\n"));
    out.append("<p class=\"soft\">").append(Markup.text(LIMITS)).append("</p>\n");
    return Markup.folded(
        "Where memory and cost count alike, c" + words.getFirst().substring(1), out.toString());
  }
}
