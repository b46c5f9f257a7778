// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;
import org.rmalloc.report.sound.SoundScore;

/**
 * An application on a page: its scores and what is shown of it.
 *
 * @param findings in words, for the page's data
 * @param sections in their order
 */
public record PageApplication(
    SoundScore score, List<String> findings, List<ReportSection> sections) {
  /** Copies the lists. */
  public PageApplication {
    findings = List.copyOf(findings);
    sections = List.copyOf(sections);
  }
}
