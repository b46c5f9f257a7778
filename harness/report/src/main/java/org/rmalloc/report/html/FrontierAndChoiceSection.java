// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.Optional;

/** What the frontier of a trace shows; nothing where none was measured. */
public record FrontierAndChoiceSection(
    Optional<FrontierSection> frontier, Optional<ChoiceSection> choice) implements ReportSection {
  @Override
  public String markup(HtmlPageCharts charts) {
    return frontier.map(section -> section.markup(charts)).orElse("")
        + choice.map(section -> section.markup(charts)).orElse("");
  }
}
