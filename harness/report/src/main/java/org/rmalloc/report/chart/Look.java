package org.rmalloc.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How charts look: colours that the colour-blind tell apart, and dashes, widths and markers that
 * tell lines apart in grey.
 *
 * <p>Source of the colours: Okabe and Ito, "Color Universal Design", 2008, its yellow darkened.
 */
final class Look {
  private static final List<Color> COLORS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0x1A1A1A),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x8C6D1F));

  private static final float[][] DASHES = {null, {7, 3}, {2, 2}, {9, 3, 2, 3}, {14, 4}};

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.CROSS,
          SeriesMarkers.TRAPEZOID,
          SeriesMarkers.PLUS,
          SeriesMarkers.OVAL,
          SeriesMarkers.RECTANGLE);

  /** Around bars: thin and square. */
  static final BasicStroke OUTLINE =
      new BasicStroke(0.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);

  private static final String PATTERN = "#,##0.##";
  private static final int MANY = 1000;
  private static final int CHARACTERS_BENEATH = 110;
  private static final int CHARACTERS_A_LINE = 8; // as wide as the line before a name
  static final Color GRID = new Color(0xDDDDDD);
  static final Color INK = new Color(0x222222);
  static final BasicStroke GRID_STROKE = new BasicStroke(0.8f);

  private Look() {}

  static Color color(int series) {
    return COLORS.get(series % COLORS.size());
  }

  static BasicStroke stroke(int series, int points) {
    float[] dash = DASHES[series % DASHES.length];
    // Many points make a band: thin lines let the ones beneath show.
    float width = points > MANY ? 0.7f : 1.7f;
    return dash == null
        ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
        : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
  }

  static Marker marker(int series) {
    return MARKERS.get(series % MARKERS.size());
  }

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

  static void x(AxesChartStyler styler, Scaling scaling) {
    styler.setXAxisTickMarkSpacingHint(110);
    if (scaling.isLogarithmic()) {
      styler.setXAxisLogarithmic(true);
      styler.setXAxisTickLabelsFormattingFunction(scaling::tick);
    } else {
      styler.setXAxisDecimalPattern(PATTERN);
    }
  }

  static void y(AxesChartStyler styler, Scaling scaling) {
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
