// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.trial;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.heap.Heap;
import org.rmalloc.trace.UsageException;

/** The heap that a user asks for; {@link #DEFAULT_TEXT} where nothing is asked for. */
public sealed interface HeapSize {
  /** Twice the peak of live bytes, as users type it. */
  String DEFAULT_TEXT = "2x";

  /** The same number of bytes for every allocator. */
  record Bytes(long bytes) implements HeapSize {}

  /** The peak of live bytes times a factor, rounded up to a byte. */
  record Factor(BigDecimal factor) implements HeapSize {}

  /** For each allocator the smallest heap in which it finishes, and in all larger ones. */
  record Minimum() implements HeapSize {}

  /**
   * Reads what users type: bytes, such as {@code 270416} or {@code 64KiB}; a factor of the peak of
   * live bytes, such as {@code 1.5x}; or {@code min}.
   *
   * @throws UsageException when it is none of these, or no heap can be so large or small
   */
  static HeapSize parse(String text) {
    if (text.equals("min")) {
      return new Minimum();
    }
    Matcher factor = Text.FACTOR.matcher(text);
    if (factor.matches() && new BigDecimal(factor.group(1)).signum() > 0) {
      return new Factor(new BigDecimal(factor.group(1)));
    }
    Matcher bytes = Text.BYTES.matcher(text);
    if (bytes.matches()) {
      return new Bytes(Text.inRange(new BigDecimal(bytes.group(1)), bytes.group(2), text));
    }
    throw new UsageException(
        "heap '%s': expected bytes (270416, 64KiB, 1MiB), a factor of the peak (1.5x), or min"
            .formatted(text));
  }

  /** As users type it, in its shortest form: equal sizes have equal texts. */
  default String text() {
    return switch (this) {
      case Bytes(long bytes) -> Long.toString(bytes);
      case Factor(BigDecimal factor) -> factor.stripTrailingZeros().toPlainString() + "x";
      case Minimum() -> "min";
    };
  }

  /**
   * The heap's bytes.
   *
   * @param peakLive of the workload
   * @param minimum the allocator's smallest heap; asked for only where that is wanted
   * @throws UsageException when no heap can be so large
   */
  default long bytes(long peakLive, LongSupplier minimum) {
    return switch (this) {
      case Bytes(long bytes) -> bytes;
      case Factor(BigDecimal factor) ->
          Text.inRange(
              factor
                  .multiply(BigDecimal.valueOf(peakLive))
                  .max(BigDecimal.valueOf(Heap.MIN_CAPACITY)),
              "",
              text());
      case Minimum() -> minimum.getAsLong();
    };
  }

  /** Reads numbers with units. */
  final class Text {
    private static final Pattern FACTOR = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)x");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,18})(|KiB|MiB|GiB)");
    private static final Map<String, Integer> SHIFTS =
        Map.of("", 0, "KiB", 10, "MiB", 20, "GiB", 30);

    private Text() {}

    private static long inRange(BigDecimal number, String unit, String text) {
      BigDecimal bytes =
          number
              .multiply(BigDecimal.valueOf(1L << SHIFTS.get(unit)))
              .setScale(0, RoundingMode.CEILING);
      if (bytes.compareTo(BigDecimal.valueOf(Heap.MIN_CAPACITY)) < 0
          || bytes.compareTo(BigDecimal.valueOf(Heap.MAX_CAPACITY)) > 0) {
        throw new UsageException(
            "heap %s: %s bytes; a heap has %d to %d"
                .formatted(text, bytes, Heap.MIN_CAPACITY, Heap.MAX_CAPACITY));
      }
      return bytes.longValueExact();
    }
  }
}
