// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.w3c.dom.Document;

/** Writes charts. The same charts give the same SVG and PNG. */
public final class ChartWriter {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 520;
  private static final int PIXELS_A_POINT = 2;
  private static final String SVG = "http://www.w3.org/2000/svg";

  private ChartWriter() {}

  /** Writes a chart; the stream stays open. */
  public static void write(Chart chart, ChartFormat format, OutputStream out) throws IOException {
    switch (format) {
      case SVG -> svg(chart, out);
      case PDF -> pdf(List.of(chart), out);
      case PNG -> png(chart, out);
    }
  }

  /** Writes one document with a page for each chart; the stream stays open. */
  public static void pdf(List<? extends Chart> charts, OutputStream out) throws IOException {
    try (PDDocument document = new PDDocument()) {
      for (Chart chart : charts) {
        page(document, chart);
      }
      document.save(out);
    }
  }

  private static int height(Chart chart) {
    return switch (chart) {
      case LineAndBlockLifespanChart _ -> 2 * HEIGHT;
      case CriticalDifferenceDiagram ranks -> CriticalDifferenceDiagramPainter.height(ranks);
      case StackedBarChart stacked -> StackedBarChartPainter.height(stacked);
      case LineChart _, BandChart _, BarChart _, HistogramChart _, ParetoFrontChart _ -> HEIGHT;
    };
  }

  private static void page(PDDocument document, Chart chart) throws IOException {
    int height = height(chart);
    PDPage page = new PDPage(new PDRectangle(WIDTH, height));
    document.addPage(page);
    PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, WIDTH, height);
    ChartPainter.draw(chart, graphics, WIDTH, height(chart));
    graphics.dispose();
    try (PDPageContentStream content = new PDPageContentStream(document, page)) {
      content.drawForm(graphics.getXFormObject());
    }
  }

  private static void svg(Chart chart, OutputStream out) throws IOException {
    SVGGraphics2D graphics = new SVGGraphics2D(emptyDocument());
    graphics.setSVGCanvasSize(new Dimension(WIDTH, height(chart)));
    ChartPainter.draw(chart, graphics, WIDTH, height(chart));
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    graphics.stream(writer, true);
    writer.flush();
  }

  private static Document emptyDocument() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the platform's parser takes its defaults", e);
    }
  }

  private static void png(Chart chart, OutputStream out) throws IOException {
    BufferedImage image =
        new BufferedImage(
            PIXELS_A_POINT * WIDTH, PIXELS_A_POINT * height(chart), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.scale(PIXELS_A_POINT, PIXELS_A_POINT);
    ChartPainter.draw(chart, graphics, WIDTH, height(chart));
    graphics.dispose();
    ImageIO.write(image, "png", out);
  }
}
