// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Collection;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** How charts are drawn, whatever they show: fonts, axes, the legend. */
final class ChartTheme {
  /** Around bars: thin and square. */
  static final BasicStroke OUTLINE =
      new BasicStroke(0.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);

  private static final String PATTERN = "#,##0.##";
  private static final int CHARACTERS_BENEATH = 110;
  private static final int CHARACTERS_A_LINE = 8; // as wide as the line before a name
  static final Color GRID = new Color(0xDDDDDD);
  static final Color INK = new Color(0x222222);
  static final BasicStroke GRID_STROKE = new BasicStroke(0.8f);

  private ChartTheme() {}

  /** Names that do not fit side by side beneath stand beneath each other beside the chart. */
  static void legend(Styler styler, Collection<String> names) {
    int characters = names.stream().mapToInt(name -> name.length() + CHARACTERS_A_LINE).sum();
    if (characters > CHARACTERS_BENEATH) {
      styler.setLegendPosition(Styler.LegendPosition.OutsideE);
      styler.setLegendLayout(Styler.LegendLayout.Vertical);
    }
  }

  static void apply(AxesChartStyler styler) {
    styler.setLocale(Locale.ROOT);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartFontColor(INK);
    styler.setChartTitleFont(font(Font.BOLD, 15));
    styler.setChartTitleBoxVisible(false);
    styler.setLegendFont(font(Font.PLAIN, 12));
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendSeriesLineLength(32);
    styler.setPlotBorderVisible(false);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setAxisTitleFont(font(Font.PLAIN, 12));
    styler.setAxisTickLabelsFont(font(Font.PLAIN, 11));
    styler.setAxisTickMarksColor(INK);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(GRID_STROKE);
    styler.setAxisTicksMarksVisible(true);
    styler.setChartPadding(12);
    styler.setMarkerSize(7);
  }

  static void x(AxesChartStyler styler, AxisScaling scaling) {
    styler.setXAxisTickMarkSpacingHint(110);
    if (scaling.isLogarithmic()) {
      styler.setXAxisLogarithmic(true);
      styler.setXAxisTickLabelsFormattingFunction(scaling::tick);
    } else {
      styler.setXAxisDecimalPattern(PATTERN);
    }
  }

  static void y(AxesChartStyler styler, AxisScaling scaling) {
    if (scaling.isLogarithmic()) {
      styler.setYAxisLogarithmic(true);
      styler.setYAxisTickLabelsFormattingFunction(scaling::tick);
    } else {
      styler.setYAxisDecimalPattern(PATTERN);
      styler.setYAxisMin(0.0);
    }
  }

  static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }
}
