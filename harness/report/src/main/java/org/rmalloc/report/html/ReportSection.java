// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

/**
 * A part of an application's page: an answer, a table, some charts. A new part of the page is a
 * class of its own, and a line where the sections of the page are put in order.
 */
public interface ReportSection {
  /**
   * Its markup, with whatever comes from files escaped; empty where it has nothing to show.
   *
   * @param charts where a section leaves the charts that the page's script draws
   */
  String markup(HtmlPageCharts charts);
}
