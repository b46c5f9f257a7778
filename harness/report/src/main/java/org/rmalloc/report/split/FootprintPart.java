// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.split;

/** A part of a peak footprint, named after what would cure it: docs/split.md defines each. */
public enum FootprintPart {
  /** Nothing cures it: the maximum of live bytes. */
  LIVE("live", 0x8A8A8A),
  /** Another layout: headers, padding, rounding. */
  ROUNDING("rounding and metadata", 0xE69F00),
  /** Moving blocks: what the lowest plan needs beyond live bytes. */
  MOVING("needs moving", 0xD55E00),
  /** Knowing the future: what lies above the lowest plan. */
  FORESIGHT("lack of foresight", 0x0072B2),
  /** Moving or foresight: not divided, since there is no plan. */
  UNDIVIDED("moving or foresight", 0x56B4E9),
  /** Moving more: what a contender that moves blocks left between them. */
  HOLES("holes", 0x009E73);

  private final String words;
  private final int color;

  FootprintPart(String words, int color) {
    this.words = words;
    this.color = color;
  }

  /** What tables and charts call it. */
  public String words() {
    return words;
  }

  /** Its colour in charts, as 0xRRGGBB. */
  public int color() {
    return color;
  }
}
