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
  record Factor(BigDecimal factor) implements HeapSize {
    private BigDecimal of(long peakLive) {
      return factor
          .multiply(BigDecimal.valueOf(peakLive))
          .max(BigDecimal.valueOf(Heap.MIN_CAPACITY));
    }
  }

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
   * @throws UsageException when no heap can be so large, or can hold the peak
   */
  default long bytes(long peakLive, LongSupplier minimum) {
    if (!(this instanceof Bytes)) {
      refuseTooLarge(peakLive);
    }
    return switch (this) {
      case Bytes(long bytes) -> bytes;
      case Factor factor -> Text.inRange(factor.of(peakLive), "", text());
      case Minimum() -> minimum.getAsLong();
    };
  }

  /**
   * Refuses a peak of live bytes that no heap can hold.
   *
   * @throws UsageException when it is above the largest heap
   */
  static void refuseTooLarge(long peakLive) {
    if (peakLive > Heap.MAX_CAPACITY) {
      throw new UsageException(
          ("the peak of live bytes is %d; a heap has at most %d, which is rmalloc's own limit:"
                  + " replay the recording against malloc libraries (-a native)")
              .formatted(peakLive, Heap.MAX_CAPACITY));
    }
  }

  /**
   * This size where a user asked for none: no larger than the largest heap, if that can hold the
   * peak.
   */
  default HeapSize atMostLargest(long peakLive) {
    BigDecimal largest = BigDecimal.valueOf(Heap.MAX_CAPACITY);
    return this instanceof Factor factor
            && peakLive <= Heap.MAX_CAPACITY
            && factor.of(peakLive).compareTo(largest) > 0
        ? new Bytes(Heap.MAX_CAPACITY)
        : this;
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
      if (bytes.compareTo(BigDecimal.valueOf(Heap.MIN_CAPACITY)) < 0) {
        throw new UsageException(
            "heap %s: %s bytes; a heap has %d to %d"
                .formatted(text, bytes, Heap.MIN_CAPACITY, Heap.MAX_CAPACITY));
      }
      if (bytes.compareTo(BigDecimal.valueOf(Heap.MAX_CAPACITY)) > 0) {
        throw new UsageException(
            ("heap %s: %s bytes; a heap has %d to %d, which is rmalloc's own limit: take a smaller"
                    + " heap, --heap min, or malloc libraries (-a native)")
                .formatted(text, bytes, Heap.MIN_CAPACITY, Heap.MAX_CAPACITY));
      }
      return bytes.longValueExact();
    }
  }
}
