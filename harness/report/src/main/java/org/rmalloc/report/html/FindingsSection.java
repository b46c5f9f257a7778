// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;

/**
 * What the results show, in words: the first sentence is the answer.
 *
 * @param findings in words, the most important first
 */
public record FindingsSection(List<String> findings) implements ReportSection {
  /** Copies the list. */
  public FindingsSection {
    findings = List.copyOf(findings);
  }

  @Override
  public String markup(HtmlPageCharts charts) {
    return HtmlWriter.verdict(findings);
  }
}
