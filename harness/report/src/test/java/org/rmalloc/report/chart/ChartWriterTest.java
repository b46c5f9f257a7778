// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import static java.lang.Double.NaN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.report.chart.Chart.Axis;
import org.rmalloc.report.chart.Chart.Scale;
import org.rmalloc.report.chart.Chart.Unit;
import org.rmalloc.report.chart.ParetoFrontChart.Spot;
import org.rmalloc.trace.inspect.BlockLifespan;

class ChartWriterTest {
  private static final Axis LOG = new Axis("time", Scale.LOGARITHMIC, Unit.NANOSECONDS);
  private static final Axis BYTES = new Axis("size", Scale.LINEAR, Unit.BYTES);

  static List<Chart> charts() {
    double[] xs = {0, 1, 2, 3};
    LineChart lines =
        new LineChart(
            "<lines> & more",
            Axis.of("op"),
            LOG,
            List.of(
                new ChartLine("a", SeriesStyle.alone(), xs, new double[] {0, 10, 1e6, 3}),
                new ChartLine("a", SeriesStyle.alone(), xs, new double[] {1, 2, 3, 4})));
    List<BlockLifespan> lives =
        List.of(new BlockLifespan(0, 0, 3, false), new BlockLifespan(1, 1, 2, true));
    return List.of(
        lines,
        new LineAndBlockLifespanChart(lines, "<lives> & more", 4, 2, lives),
        new BarChart(
            "bars", "x", BYTES, List.of("one", "two"), List.of(group(1000, 2000), group(0, 5))),
        new BarChart(
            "dots", "x", LOG, List.of("one", "two"), List.of(group(10, 2000), group(0, 0))),
        new HistogramChart("bins", Axis.of("x"), 0.01, 2, "blocks", List.of(7L, 0L, 1L, 900L)),
        new ParetoFrontChart(
            "spots",
            BYTES,
            LOG,
            List.of(
                new Spot("p", SeriesStyle.alone(), 5, 7),
                new Spot("q", SeriesStyle.alone(), 6, 3))));
  }

  private static BarChart.Group group(double first, double second) {
    return new BarChart.Group("g" + first, SeriesStyle.of("b"), List.of(first, second));
  }

  private static byte[] written(Chart chart, ChartFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ChartWriter.write(chart, format, out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("charts")
  void aPngShowsSomething(Chart chart) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(written(chart, ChartFormat.PNG)));
    long colors =
        IntStream.range(0, image.getWidth() * image.getHeight())
            .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
            .distinct()
            .count();
    assertTrue(colors > 20, colors + " colours");
  }

  @ParameterizedTest
  @MethodSource("charts")
  void anSvgIsTheSameEachTimeAndEscaped(Chart chart) throws IOException {
    byte[] svg = written(chart, ChartFormat.SVG);
    String text = new String(svg, StandardCharsets.UTF_8);
    assertTrue(
        text.contains("<svg") && !text.matches("(?s).*<li(nes|ves)>.*"), text.substring(0, 200));
    assertArrayEquals(svg, written(chart, ChartFormat.SVG));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void aPdfIsOne(Chart chart) throws IOException {
    byte[] pdf = written(chart, ChartFormat.PDF);
    assertEquals("%PDF-", new String(pdf, 0, 5, StandardCharsets.US_ASCII));
  }

  @Test
  void aPdfIsMadeWithoutAWord() throws IOException {
    List<LogRecord> said = new ArrayList<>();
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord saying) {
            said.add(saying);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger all = Logger.getLogger("");
    all.addHandler(listener);
    try {
      for (Chart chart : charts()) {
        written(chart, ChartFormat.PDF);
      }
    } finally {
      all.removeHandler(listener);
    }
    assertEquals(List.of(), said.stream().map(LogRecord::getMessage).toList());
  }

  @Test
  void aLineIsOnePathWithItsGapsAlongWhichDashesRunOn() throws IOException {
    String few = svgOfLine(IntStream.of(0, 99).asDoubleStream().toArray());
    String many = svgOfLine(IntStream.range(0, 100).asDoubleStream().toArray());
    assertEquals(shapes(few), shapes(many));
    String path = many.replaceFirst("(?s).*<path[^>]* d=\"(M[^\"]*)\".*", "$1");
    assertEquals(100, path.chars().filter(c -> c == 'L' || c == 'M').count(), path);
    double[] gap = {0, 1, NaN, 98, 99};
    String broken = svgOfLine(gap).replaceFirst("(?s).*<path[^>]* d=\"(M[^\"]*)\".*", "$1");
    assertEquals("MLML", broken.replaceAll("[^ML]", ""));
  }

  private static String svgOfLine(double... values) throws IOException {
    ChartLine line = new ChartLine("a", SeriesStyle.of("b"), values, values);
    Axis axis = Axis.of("op");
    Chart chart = new LineChart("t", axis, axis, List.of(line));
    return new String(written(chart, ChartFormat.SVG), StandardCharsets.UTF_8);
  }

  private static long shapes(String svg) {
    return Pattern.compile("<(path|line|rect|polyline)").matcher(svg).results().count();
  }

  @Test
  void aHistogramHasACornerWhereABinStartsAndWhereItEnds() {
    HistogramChart chart =
        new HistogramChart("h", Axis.of("x"), 1, 7, "blocks", List.of(5L, 0L, 2L));
    assertArrayEquals(new double[] {1, 3, 3, 5, 5, 7}, chart.cornerXs());
    assertArrayEquals(new double[] {5, 5, NaN, NaN, 2, 2}, chart.cornerYs());
  }

  @Test
  void theFrontLeavesOutWhatIsBeatenOnBothAxes() {
    Spot fast = new Spot("fast", SeriesStyle.alone(), 9, 1);
    Spot small = new Spot("small", SeriesStyle.alone(), 1, 9);
    Spot both = new Spot("both", SeriesStyle.alone(), 3, 3);
    Spot twin = new Spot("twin", SeriesStyle.alone(), 3, 3);
    Spot beaten = new Spot("beaten", SeriesStyle.alone(), 4, 3);
    Spot bound = new Spot("bound", SeriesStyle.alone(), 1, 1, true);
    ParetoFrontChart chart =
        new ParetoFrontChart("t", BYTES, LOG, List.of(fast, beaten, bound, both, small, twin));
    assertEquals(List.of(small, both, twin, fast), chart.front());
  }
}
