// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;
import org.rmalloc.report.sound.ComparisonScore;

/**
 * An application on a page: its scores and what is shown of it.
 *
 * @param findings in words, for the page's data
 * @param sections in their order
 */
public record ApplicationReport(
    ComparisonScore score, List<String> findings, List<ReportSection> sections) {
  /** Copies the lists. */
  public ApplicationReport {
    findings = List.copyOf(findings);
    sections = List.copyOf(sections);
  }
}
