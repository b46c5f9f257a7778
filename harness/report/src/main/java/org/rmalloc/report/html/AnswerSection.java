// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;

/**
 * What the results show, in words: the first sentence is the answer.
 *
 * @param findings in words, the most important first
 */
public record AnswerSection(List<String> findings) implements PageSection {
  /** Copies the list. */
  public AnswerSection {
    findings = List.copyOf(findings);
  }

  @Override
  public String markup(PageCharts charts) {
    return Markup.verdict(findings);
  }
}
