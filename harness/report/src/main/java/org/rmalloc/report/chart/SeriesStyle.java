// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What tells a series from others: a colour, and in grey a dash and a shape. The colours show on
 * white and on black.
 *
 * <p>Source of the first colours: Okabe and Ito, "Color Universal Design", 2008, its yellow
 * darkened and its black left to {@link #LIVE}.
 */
public final class SeriesStyle {
  private static final int[] COLORS = {
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x7B4FC9, 0x8C6D1F, 0xC2185B,
    0x7BA023, 0x888888
  };

  // As many as share no divisor with the colours: each pair of both comes up.
  private static final List<List<Integer>> DASHES =
      List.of(List.of(), List.of(7, 3), List.of(2, 2), List.of(9, 3, 2, 3), List.of(14, 4));

  /** Live bytes, and with them the lives of blocks: what no allocator can do without. */
  public static final SeriesStyle LIVE = new SeriesStyle(0x222222, List.of(1, 2), Shape.CIRCLE);

  /** Bytes that are neither live nor free. */
  public static final SeriesStyle OVERHEAD =
      new SeriesStyle(0x888888, List.of(9, 3, 2, 3), Shape.CIRCLE);

  /** Free bytes. */
  public static final SeriesStyle FREE = new SeriesStyle(0xB0B0B0, List.of(14, 4), Shape.CIRCLE);

  /** How many there are that follow from a label. */
  static final int COUNT = COLORS.length * DASHES.size() * Shape.values().length;

  /**
   * Seed of the hash of labels, with which rmalloc's own contenders differ in colour: their number
   * is that of the colours.
   */
  private static final long SEED = 185_638;

  /** What is hashed in place of labels whose line or mark would look like a well-known one. */
  private static final Map<String, String> HASHED_AS =
      Map.of("optimal", "optimal 2", "planned", "planned 3", "tbbmalloc", "tbbmalloc 2");

  private static final long FNV_PRIME = 0x100000001b3L;
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

  private SeriesStyle(int color, List<Integer> dash, Shape shape) {
    this.color = new Color(color);
    this.dash = dash;
    this.shape = shape;
  }

  /** The style of a contender, which follows from its label alone, on every page and chart. */
  public static SeriesStyle of(String label) {
    long hash = hash(HASHED_AS.getOrDefault(label, label));
    return of(
        (int) Long.remainderUnsigned(hash, COLORS.length),
        (int) Long.remainderUnsigned(hash >>> 16, DASHES.size()),
        (int) Long.remainderUnsigned(hash >>> 32, Shape.values().length));
  }

  /** The style of a chart's only series. */
  public static SeriesStyle alone() {
    return of(0, 0, 0);
  }

  private static SeriesStyle of(int color, int dash, int shape) {
    return new SeriesStyle(COLORS[color], DASHES.get(dash), Shape.values()[shape]);
  }

  /** FNV-1a over the characters, its upper bits mixed into the lower ones. */
  private static long hash(String label) {
    long hash = SEED;
    for (int i = 0; i < label.length(); i++) {
      hash = (hash ^ label.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    return hash ^ (hash >>> 33);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesStyle that
        && color.equals(that.color)
        && dash.equals(that.dash)
        && shape == that.shape;
  }

  @Override
  public int hashCode() {
    return Objects.hash(color, dash, shape);
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
