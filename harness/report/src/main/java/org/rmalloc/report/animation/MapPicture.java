// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.animation;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.List;

/** A heap's map as a picture: addresses run along rows, like text. */
final class MapPicture {
  private static final int WIDTH = 960;
  private static final int ROWS = 48;
  private static final int ROW_HEIGHT = 9;
  private static final int ROW_PITCH = 10;
  private static final int TOP = 34;
  private static final int MARGIN = 12;
  private static final Color USED = new Color(0x0072B2);
  private static final Color LOCKED = new Color(0xD55E00);
  private static final Color FREE = new Color(0xEDEDEA);
  private static final Color OVERHEAD = new Color(0x1A1A1A);

  private MapPicture() {}

  static BufferedImage of(Recording recording, int step, List<Tile> tiles) {
    BufferedImage image =
        new BufferedImage(
            WIDTH + 2 * MARGIN,
            TOP + ROWS * ROW_PITCH + 40,
            BufferedImage.TYPE_BYTE_INDEXED,
            palette());
    Graphics2D on = image.createGraphics();
    on.setColor(Color.WHITE);
    on.fillRect(0, 0, image.getWidth(), image.getHeight());
    on.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    on.setColor(Color.BLACK);
    on.drawString(
        "%s, heap of %,d bytes, after op %d of %d"
            .formatted(recording.label(), recording.heapSize(), step, recording.stepCount() - 1),
        MARGIN,
        22);
    // Overhead last: where a pixel holds more than one tile, the thin one still shows.
    for (Tile.Kind kind : List.of(Tile.Kind.FREE, Tile.Kind.USED, Tile.Kind.OVERHEAD)) {
      tiles.stream()
          .filter(tile -> tile.kind() == kind)
          .forEach(tile -> draw(on, tile, recording.heapSize()));
    }
    legend(on, TOP + ROWS * ROW_PITCH + 8);
    on.dispose();
    return image;
  }

  /** Few colours, known beforehand: a GIF's writer would look for them in every frame. */
  private static IndexColorModel palette() {
    List<Color> colors = List.of(Color.WHITE, Color.BLACK, USED, LOCKED, FREE, OVERHEAD);
    byte[] reds = new byte[colors.size()];
    byte[] greens = new byte[colors.size()];
    byte[] blues = new byte[colors.size()];
    for (int i = 0; i < colors.size(); i++) {
      reds[i] = (byte) colors.get(i).getRed();
      greens[i] = (byte) colors.get(i).getGreen();
      blues[i] = (byte) colors.get(i).getBlue();
    }
    return new IndexColorModel(Byte.SIZE, colors.size(), reds, greens, blues);
  }

  private static void draw(Graphics2D on, Tile tile, long heapSize) {
    on.setColor(color(tile));
    double pixelsAByte = (double) WIDTH * ROWS / heapSize;
    long from = (long) (tile.from() * pixelsAByte);
    long to = Math.max(from + 1, (long) (tile.to() * pixelsAByte));
    while (from < to) {
      long end = Math.min(to, (from / WIDTH + 1) * WIDTH);
      on.fillRect(
          MARGIN + (int) (from % WIDTH),
          TOP + (int) (from / WIDTH) * ROW_PITCH,
          (int) (end - from),
          ROW_HEIGHT);
      from = end;
    }
  }

  private static Color color(Tile tile) {
    return switch (tile.kind()) {
      case FREE -> FREE;
      case OVERHEAD -> OVERHEAD;
      case USED -> tile.lockDepth() > 0 ? LOCKED : USED;
    };
  }

  private static void legend(Graphics2D on, int y) {
    int x = MARGIN;
    on.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    List<Color> colors = List.of(USED, LOCKED, FREE, OVERHEAD);
    List<String> names = List.of("used", "locked", "free", "overhead");
    for (int i = 0; i < names.size(); i++) {
      on.setColor(colors.get(i));
      on.fillRect(x, y, 16, 12);
      on.setColor(Color.BLACK);
      on.drawRect(x, y, 16, 12);
      on.drawString(names.get(i), x + 22, y + 11);
      x += 110;
    }
  }
}
