// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.Optional;

/** What the frontier of a trace shows; nothing where none was measured. */
public record StudySection(Optional<FrontierSection> frontier, Optional<ChoiceSection> choice)
    implements PageSection {
  @Override
  public String markup(PageCharts charts) {
    return frontier.map(section -> section.markup(charts)).orElse("")
        + choice.map(section -> section.markup(charts)).orElse("");
  }
}
