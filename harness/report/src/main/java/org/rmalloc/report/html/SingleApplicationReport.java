// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;
import org.rmalloc.report.sound.ComparisonScores;

/**
 * The part of the comparison page that is about one application: its scores, findings, sections.
 *
 * @param findings in words, for the page's data
 * @param sections in their order
 */
public record SingleApplicationReport(
    ComparisonScores score, List<String> findings, List<ReportSection> sections) {
  /** Copies the lists. */
  public SingleApplicationReport {
    findings = List.copyOf(findings);
    sections = List.copyOf(sections);
  }
}
