// SPDX-License-Identifier: Apache-2.0
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How the paper writes numbers. */
final class Format {
  static final String NOTHING = "–";

  /** A ratio from which on its size says nothing. */
  private static final int LARGE = 100;

  private Format() {}

  static String count(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /** A ratio to three decimals, to one from 10 on; a dash where there is none. */
  static String ratio(double value) {
    return Double.isNaN(value)
        ? NOTHING
        : String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.1f", value);
  }

  static String decimals(double value, int digits) {
    return Double.isNaN(value)
        ? NOTHING
        : String.format(Locale.ROOT, "%,." + digits + "f", value).replace('-', '−');
  }

  /** A ratio to two decimals; of one over next to nothing only that it is large. */
  static String bounded(double ratio) {
    return Math.abs(ratio) < LARGE ? decimals(ratio, 2) : (ratio > 0 ? "> " : "< −") + LARGE;
  }

  /** A difference in percent with its sign; a dash where there is none. */
  static String change(double value) {
    return Double.isNaN(value)
        ? NOTHING
        : String.format(Locale.ROOT, "%+.1f %%", 100 * value).replace('-', '−');
  }

  /** A difference in milliseconds with its sign. */
  static String millisChange(double seconds) {
    return String.format(Locale.ROOT, "%+.1f", 1000 * seconds).replace('-', '−');
  }

  /** Nanoseconds to one decimal, from ten on to none. */
  static String nanos(double value) {
    return decimals(value, value < 10 ? 1 : 0);
  }

  static String percent(double value) {
    return Double.isNaN(value)
        ? NOTHING
        : String.format(Locale.ROOT, "%.1f %%", 100 * value).replace('-', '−');
  }

  static String whole(double value) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * value);
  }

  /** From the smallest to the largest. */
  static String range(List<Double> values, int digits) {
    return values.isEmpty()
        ? "no figure"
        : decimals(Collections.min(values), digits)
            + " to "
            + decimals(Collections.max(values), digits);
  }

  static String kib(double bytes) {
    return count(bytes / 1024);
  }

  static String mib(double bytes) {
    return decimals(bytes / 1024 / 1024, 1);
  }

  /** A factor of the peak as a heading has it: 1.05 × for 1.05x. */
  static String heap(String heap) {
    return heap.equals(Names.SMALLEST) ? "smallest" : heap.replace("x", " ×");
  }
}
