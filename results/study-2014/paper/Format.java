// SPDX-License-Identifier: Apache-2.0
import java.util.Locale;

/** How the paper writes numbers. */
final class Format {
  static final String NOTHING = "–";

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
    return Double.isNaN(value) ? NOTHING : String.format(Locale.ROOT, "%,." + digits + "f", value);
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

  static String percent(double value) {
    return Double.isNaN(value)
        ? NOTHING
        : String.format(Locale.ROOT, "%.1f %%", 100 * value).replace('-', '−');
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
