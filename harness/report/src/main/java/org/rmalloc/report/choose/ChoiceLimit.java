// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.choose;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.replay.plan.ByteSizeParser;
import org.rmalloc.trace.UsageException;

/**
 * What an answer may not exceed.
 *
 * @param kind of what
 * @param value bytes or nanoseconds, 0 or more; {@link Double#POSITIVE_INFINITY} is no limit
 */
public record ChoiceLimit(Kind kind, double value) {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ns|us|µs|ms|s)");
  private static final Map<String, Double> NANOS =
      Map.of("ns", 1.0, "us", 1e3, "µs", 1e3, "ms", 1e6, "s", 1e9);

  /** What can be limited. */
  public enum Kind {
    /** Bytes of the heap. */
    HEAP,
    /** Bytes moved while one request waits. */
    PAUSE_BYTES,
    /** Nanoseconds that one request waits. */
    PAUSE_NANOS;

    /** As JSON holds it: {@code heap}, {@code pause_bytes}, {@code pause_nanos}. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What is limited, as sentences name it. */
    String noun() {
      return switch (this) {
        case HEAP -> "heap";
        case PAUSE_BYTES, PAUSE_NANOS -> "pause";
      };
    }

    /** What a candidate takes of it; infinite where that was not measured. */
    double of(ChoiceCandidate candidate) {
      return switch (this) {
        case HEAP -> candidate.heapBytes();
        case PAUSE_BYTES -> candidate.pauseBytes();
        case PAUSE_NANOS -> candidate.pauseNanos().orElse(Double.POSITIVE_INFINITY);
      };
    }
  }

  /**
   * Reads a limit to pauses: bytes ({@code 65536}, {@code 64KiB}) or a time ({@code 200us}, {@code
   * 1ms}).
   *
   * @throws UsageException where the text is neither
   */
  public static ChoiceLimit ofPause(String text) {
    Optional<Long> bytes = ByteSizeParser.parse(text);
    if (bytes.isPresent()) {
      return new ChoiceLimit(Kind.PAUSE_BYTES, bytes.get());
    }
    Matcher time = TIME.matcher(text);
    if (time.matches()) {
      return new ChoiceLimit(
          Kind.PAUSE_NANOS, Double.parseDouble(time.group(1)) * NANOS.get(time.group(2)));
    }
    throw new UsageException(
        "--max-pause '%s': expected bytes (65536, 64KiB) or a time (500ns, 200us, 1.5ms, 1s)"
            .formatted(text));
  }

  /** The value of the limit of a kind; infinite where none is given. */
  public static double valueOf(List<ChoiceLimit> limits, Kind kind) {
    return limits.stream()
        .filter(limit -> limit.kind() == kind)
        .mapToDouble(ChoiceLimit::value)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** No limit to something. */
  static ChoiceLimit none(Kind kind) {
    return new ChoiceLimit(kind, Double.POSITIVE_INFINITY);
  }

  /** Checks the range. */
  public ChoiceLimit {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(
          "limit of the %s: found %s; expected 0 or more".formatted(kind.noun(), value));
    }
  }

  /** Whether it limits anything. */
  public boolean isGiven() {
    return value < Double.POSITIVE_INFINITY;
  }

  /** Whether a candidate keeps it. One whose pause was not timed keeps no limit to it. */
  boolean allows(ChoiceCandidate candidate) {
    return !isGiven() || kind.of(candidate) <= value;
  }

  /** By what factor a candidate exceeds it; 1 or less where it keeps it. */
  double excess(ChoiceCandidate candidate) {
    return isGiven() ? kind.of(candidate) / Math.max(value, 1) : 0;
  }
}
