// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.util.Locale;

/** What a chart is written as. */
public enum ChartFormat {
  SVG,
  PDF,
  PNG;

  /** What names of such files end with. */
  public String ending() {
    return "." + name().toLowerCase(Locale.ROOT);
  }
}
