package org.rmalloc.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What tells a series from others: a colour, and in grey a dash and a shape. The colours show on
 * white and on black.
 *
 * <p>Source of the first colours: Okabe and Ito, "Color Universal Design", 2008, its yellow
 * darkened and its black left to {@link #LIVE}.
 */
public final class SeriesLook {
  private static final int[] COLORS = {
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x7B4FC9, 0x8C6D1F, 0xC2185B,
    0x7BA023, 0x888888
  };

  // As many as share no divisor with the colours: each pair of both comes up.
  private static final List<List<Integer>> DASHES =
      List.of(List.of(), List.of(7, 3), List.of(2, 2), List.of(9, 3, 2, 3), List.of(14, 4));

  /** Live bytes, and with them the lives of blocks: what no allocator can do without. */
  public static final SeriesLook LIVE = new SeriesLook(0x222222, List.of(1, 2), Shape.CIRCLE);

  /** Bytes that are neither live nor free. */
  public static final SeriesLook OVERHEAD =
      new SeriesLook(0x888888, List.of(9, 3, 2, 3), Shape.CIRCLE);

  /** Free bytes. */
  public static final SeriesLook FREE = new SeriesLook(0xB0B0B0, List.of(14, 4), Shape.CIRCLE);

  private static final int MANY = 1000;
  private static final float THIN = 0.7f;
  private static final float WIDE = 1.7f;

  private enum Shape {
    CIRCLE,
    SQUARE,
    DIAMOND,
    TRIANGLE_UP,
    TRIANGLE_DOWN,
    CROSS,
    TRAPEZOID,
    PLUS,
    OVAL,
    RECTANGLE
  }

  private final Color color;
  private final List<Integer> dash;
  private final Shape shape;

  private SeriesLook(int color, List<Integer> dash, Shape shape) {
    this.color = new Color(color);
    this.dash = dash;
    this.shape = shape;
  }

  /** The look of one series of many, by its number from 0. */
  public static SeriesLook of(int number) {
    return new SeriesLook(
        COLORS[number % COLORS.length],
        DASHES.get(number % DASHES.size()),
        Shape.values()[number % Shape.values().length]);
  }

  /** The colour as CSS writes it, {@code #rrggbb}. */
  public String css() {
    return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
  }

  /** How long strokes and gaps are in turn; empty for a line without gaps. */
  public List<Integer> dash() {
    return dash;
  }

  /** The shape's name, such as {@code triangle-up}. */
  public String shape() {
    return shape.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Color color() {
    return color;
  }

  Marker marker() {
    return switch (shape) {
      case CIRCLE -> SeriesMarkers.CIRCLE;
      case SQUARE -> SeriesMarkers.SQUARE;
      case DIAMOND -> SeriesMarkers.DIAMOND;
      case TRIANGLE_UP -> SeriesMarkers.TRIANGLE_UP;
      case TRIANGLE_DOWN -> SeriesMarkers.TRIANGLE_DOWN;
      case CROSS -> SeriesMarkers.CROSS;
      case TRAPEZOID -> SeriesMarkers.TRAPEZOID;
      case PLUS -> SeriesMarkers.PLUS;
      case OVAL -> SeriesMarkers.OVAL;
      case RECTANGLE -> SeriesMarkers.RECTANGLE;
    };
  }

  BasicStroke stroke(int points) {
    // Many points make a band: thin lines let the ones beneath show.
    float width = points > MANY ? THIN : WIDE;
    return dash.isEmpty()
        ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
        : new BasicStroke(
            width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, strokesAndGaps(), 0);
  }

  private float[] strokesAndGaps() {
    float[] lengths = new float[dash.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = dash.get(i);
    }
    return lengths;
  }
}
