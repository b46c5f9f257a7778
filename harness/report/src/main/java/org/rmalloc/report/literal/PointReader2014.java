// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.literal;

import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads one point: a dictionary of ten entries in any order, each exactly once. */
final class PointReader2014 {
  private enum Key {
    OP_INDEX,
    FREE,
    USED,
    OVERHEAD,
    MAXMEM,
    CURRENT_OP_TIME,
    OOM_TIME,
    OPTIME_MAXMEM,
    SIZE,
    OP;

    private final String text = name().toLowerCase(Locale.ROOT);

    static final Key[] ALL = values();
  }

  /** The tool's clock ran backwards at the turn of a second: its times may be negative. */
  private static final Set<Key> TIMES =
      EnumSet.of(Key.CURRENT_OP_TIME, Key.OOM_TIME, Key.OPTIME_MAXMEM);

  private final PythonLiteralScanner scanner;
  private final double heapSize;
  private final Map<Key, Double> values = new EnumMap<>(Key.class);

  /**
   * Reads points of a heap.
   *
   * @param heapSize bytes; live and free bytes add up to it
   */
  PointReader2014(PythonLiteralScanner scanner, double heapSize) {
    this.scanner = scanner;
    this.heapSize = heapSize;
  }

  void read() throws IOException {
    values.clear();
    scanner.expect('{');
    scanner.skipBlank();
    while (!scanner.at('}')) {
      entry();
      scanner.skipBlank();
      if (!scanner.accept(',') && !scanner.at('}')) {
        throw scanner.fault("',' or '}'");
      }
      scanner.skipBlank();
    }
    check();
    scanner.expect('}');
  }

  private void entry() throws IOException {
    Key key = key(scanner.string());
    if (values.containsKey(key)) {
      throw scanner.faultAt("a second '" + key.text + "' in alloc-stats of 2014", "one of each");
    }
    scanner.skipBlank();
    scanner.expect(':');
    scanner.skipBlank();
    values.put(key, key == Key.OP ? op() : count(key));
  }

  private Key key(String text) throws IOException {
    for (Key key : Key.ALL) {
      if (key.text.equals(text)) {
        return key;
      }
    }
    throw scanner.faultAt("'" + text + "'", "a key that the 2014 tool writes");
  }

  private double op() throws IOException {
    String op = scanner.string();
    if (!op.equals("N") && !op.equals("F")) {
      throw scanner.faultAt("op '" + op + "' in alloc-stats of 2014", "'N' or 'F'");
    }
    return op.charAt(0);
  }

  private double count(Key key) throws IOException {
    double value = scanner.number();
    if (value < 0 && !TIMES.contains(key)) {
      throw scanner.faultAt(
          "%s of %s in alloc-stats of 2014".formatted(key.text, value), "0 or more");
    }
    if (key == Key.OP_INDEX && (value != Math.rint(value) || value > Integer.MAX_VALUE)) {
      throw scanner.faultAt(
          "op_index " + value + " in alloc-stats of 2014", "a whole number below 2^31");
    }
    return value;
  }

  private void check() throws IOException {
    for (Key key : Key.ALL) {
      if (!values.containsKey(key)) {
        throw scanner.faultAt(
            "a point without '" + key.text + "' in alloc-stats of 2014", "all ten keys");
      }
    }
    if (value(Key.USED) + value(Key.FREE) != heapSize) {
      throw scanner.faultAt(
          "%.0f used and %.0f free bytes in alloc-stats of 2014"
              .formatted(value(Key.USED), value(Key.FREE)),
          "a sum of heap_size, %.0f".formatted(heapSize));
    }
    if (value(Key.MAXMEM) > heapSize) {
      throw scanner.faultAt(
          "maxmem of %.0f in alloc-stats of 2014".formatted(value(Key.MAXMEM)),
          "at most heap_size, %.0f".formatted(heapSize));
    }
  }

  void addTo(DataPoints2014 points) {
    points.add(
        (int) value(Key.OP_INDEX),
        (char) value(Key.OP),
        value(Key.SIZE),
        value(Key.USED),
        value(Key.MAXMEM),
        value(Key.CURRENT_OP_TIME),
        value(Key.OOM_TIME));
  }

  private double value(Key key) {
    return values.get(key);
  }
}
