// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.rmalloc.plan.PlacementProblem;
import org.rmalloc.plan.Plan;

/**
 * A plan as a picture: time to the right, bytes upwards, a rectangle a block. Blocks narrower or
 * lower than a pixel are drawn together, as the pixels that they touch, so that the picture of a
 * recording of millions of blocks stays small.
 */
final class PlanSvgWriter {
  private static final int WIDTH = 1_200;
  private static final int HEIGHT = 675;
  private static final int LEFT = 130;
  private static final int TOP = 30;
  private static final int BOTTOM = 40;
  private static final int TITLED_BLOCKS = 5_000;
  private static final String[] FILLS = {"#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#76b7b2"};

  private final NamedPlacementProblem named;
  private final PlacementProblem problem;
  private final Plan plan;
  private final Writer out;
  private final long firstInstant;
  private final double xScale;
  private final double yScale;
  private final boolean[] touched = new boolean[WIDTH * HEIGHT];

  private PlanSvgWriter(NamedPlacementProblem named, Plan plan, Writer out) {
    this.named = named;
    this.plan = plan;
    this.out = out;
    problem = named.problem();
    long first = Integer.MAX_VALUE;
    long end = Integer.MIN_VALUE;
    for (int block = 0; block < problem.blockCount(); block++) {
      first = Math.min(first, problem.firsts()[block]);
      end = Math.max(end, problem.ends()[block]);
    }
    firstInstant = first;
    xScale = (double) WIDTH / Math.max(1, end - first);
    yScale = (double) HEIGHT / Math.max(1, plan.heightBytes());
  }

  static void write(NamedPlacementProblem problem, Plan plan, Writer out) throws IOException {
    new PlanSvgWriter(problem, plan, out).write();
  }

  private void write() throws IOException {
    print(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"14\">%n",
        LEFT + WIDTH + 20, TOP + HEIGHT + BOTTOM);
    print(
        "<title>%s: %,d blocks in %,d bytes</title>%n",
        escaped(fileName()), problem.blockCount(), plan.heightBytes());
    print("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n");
    print(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#eeeeee\"/>%n",
        LEFT, TOP, WIDTH, HEIGHT);
    for (int block = 0; block < problem.blockCount(); block++) {
      draw(block);
    }
    drawTouched();
    label();
    print("</svg>%n");
  }

  private void draw(int block) throws IOException {
    double x = (problem.firsts()[block] - firstInstant) * xScale;
    double width = ((double) problem.ends()[block] - problem.firsts()[block]) * xScale;
    double height = problem.sizes()[block] * yScale;
    double y = HEIGHT - plan.offsets()[block] * yScale - height;
    if (width < 1 || height < 1) {
      touch(x, x + width, y, y + height);
      return;
    }
    print(
        "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\" stroke=\"#ffffff\""
            + " stroke-width=\"0.4\"",
        LEFT + x, TOP + y, width, height, FILLS[block % FILLS.length]);
    if (problem.blockCount() <= TITLED_BLOCKS) {
      print(
          "><title>%s: instants %d to %d, bytes %d to %d</title></rect>%n",
          escaped(named.id(block)),
          problem.firsts()[block],
          problem.ends()[block],
          plan.offsets()[block],
          plan.offsets()[block] + problem.sizes()[block]);
    } else {
      print("/>%n");
    }
  }

  private void touch(double left, double right, double top, double bottom) {
    if (top >= bottom) {
      return; // a block of 0 bytes
    }
    int toX = Math.min(WIDTH, (int) Math.ceil(right));
    int toY = Math.min(HEIGHT, (int) Math.ceil(bottom));
    for (int y = Math.max(0, (int) top); y < toY; y++) {
      for (int x = (int) left; x < toX; x++) {
        touched[y * WIDTH + x] = true;
      }
    }
  }

  /** Pixels in runs, as one path. */
  private void drawTouched() throws IOException {
    print("<path fill=\"#555555\" fill-opacity=\"0.6\" d=\"");
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int from = x;
        while (x < WIDTH && touched[y * WIDTH + x]) {
          x++;
        }
        if (x > from) {
          print("M%d %dh%dv1h-%dz", LEFT + from, TOP + y, x - from, x - from);
        }
      }
    }
    print("\"/>%n");
  }

  private void label() throws IOException {
    text(LEFT - 6, TOP + 5, "end", "%,d B", plan.heightBytes());
    text(LEFT - 6, TOP + HEIGHT, "end", "0");
    text(
        LEFT,
        TOP - 10,
        "start",
        "%s: %,d blocks, lower bound %,d B",
        escaped(fileName()),
        problem.blockCount(),
        plan.lowerBoundBytes());
    text(LEFT + WIDTH / 2, TOP + HEIGHT + 25, "middle", "time");
    if (!plan.isExact()) {
      double y = TOP + HEIGHT - plan.lowerBoundBytes() * yScale;
      print(
          "<line x1=\"%d\" x2=\"%d\" y1=\"%.2f\" y2=\"%.2f\" stroke=\"#000000\""
              + " stroke-dasharray=\"6 4\"><title>lower bound</title></line>%n",
          LEFT, LEFT + WIDTH, y, y);
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  private void text(int x, int y, String anchor, String format, Object... values)
      throws IOException {
    print("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">", x, y, anchor);
    print(format, values);
    print("</text>%n");
  }

  @SuppressWarnings("AnnotateFormatMethod") // the same
  private void print(String format, Object... values) throws IOException {
    out.write(String.format(Locale.ROOT, format, values));
  }

  private String fileName() {
    return named.name().substring(named.name().lastIndexOf('/') + 1);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
