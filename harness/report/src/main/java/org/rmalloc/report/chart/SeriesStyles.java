// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The style of each contender of a comparison, in all of its charts. It follows from the label
 * alone, save where two labels of one comparison would get the same.
 */
public final class SeriesStyles {
  private final Map<String, SeriesStyle> styles = new TreeMap<>();

  private SeriesStyles() {}

  /** Gives each label its style; the order of the labels has no effect. */
  public static SeriesStyles of(Collection<String> labels) {
    SeriesStyles made = new SeriesStyles();
    for (String label : new TreeSet<>(labels)) {
      made.styles.put(label, made.unused(label));
    }
    return made;
  }

  /** The label's style, or where another label has it, that of the label and a number. */
  private SeriesStyle unused(String label) {
    SeriesStyle style = SeriesStyle.of(label);
    for (int i = 2; i < SeriesStyle.COUNT && styles.containsValue(style); i++) {
      style = SeriesStyle.of(label + " " + i);
    }
    return style;
  }

  /** The style of a contender that has one. */
  public SeriesStyle of(String label) {
    SeriesStyle style = styles.get(label);
    if (style == null) {
      throw new IllegalArgumentException(
          "contender %s is not among those that were given a colour and a dash for the charts"
              .formatted(label));
    }
    return style;
  }

  /** All of them, by label. */
  public Map<String, SeriesStyle> byLabel() {
    return Collections.unmodifiableMap(styles);
  }
}
