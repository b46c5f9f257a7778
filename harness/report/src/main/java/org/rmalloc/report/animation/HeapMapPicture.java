// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.animation;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.List;

/**
 * A heap's map as a picture: addresses run along rows, like text, and each column of a row shows
 * the shares of what is in its bytes.
 */
final class HeapMapPicture {
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
  private static final List<Color> PALETTE =
      List.of(USED, FREE, OVERHEAD, LOCKED, Color.WHITE, Color.BLACK);

  private HeapMapPicture() {}

  static BufferedImage of(PlacementHistory recording, int step, List<HeapTile> tiles) {
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
    drawMap(image, MapColumnShares.of(tiles, recording.heapSize(), WIDTH * ROWS));
    legend(on, TOP + ROWS * ROW_PITCH + 8);
    on.dispose();
    return image;
  }

  /** Few colours, known beforehand: a GIF's writer would look for them in every frame. */
  private static IndexColorModel palette() {
    int size = PALETTE.size();
    byte[] reds = new byte[size];
    byte[] greens = new byte[size];
    byte[] blues = new byte[size];
    for (int i = 0; i < size; i++) {
      reds[i] = (byte) PALETTE.get(i).getRed();
      greens[i] = (byte) PALETTE.get(i).getGreen();
      blues[i] = (byte) PALETTE.get(i).getBlue();
    }
    return new IndexColorModel(Byte.SIZE, size, reds, greens, blues);
  }

  /**
   * Each column is one pixel wide; its kinds stand one above the other, as high as their shares.
   */
  private static void drawMap(BufferedImage image, MapColumnShares shares) {
    for (int column = 0; column < WIDTH * ROWS; column++) {
      int x = MARGIN + column % WIDTH;
      int foot = TOP + column / WIDTH * ROW_PITCH + ROW_HEIGHT - 1;
      for (int y = 0; y < ROW_HEIGHT; y++) {
        Color color = color(shares.at(column, (y + 0.5) / ROW_HEIGHT));
        image.getRaster().setSample(x, foot - y, 0, PALETTE.indexOf(color));
      }
    }
  }

  private static Color color(MapColumnShares.Kind kind) {
    return switch (kind) {
      case OVERHEAD -> OVERHEAD;
      case USED -> USED;
      case LOCKED -> LOCKED;
      case FREE -> FREE;
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
