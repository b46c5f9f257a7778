// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A result of the replayer in C, as native/README.md describes its format. Immutable.
 *
 * @param status how the replay ended
 * @param message what went wrong and at which op; empty of a finished replay
 * @param values every other line's value by its name
 * @param points resident and mapped bytes over time, in order; may be empty
 */
public record NativeReplayResult(
    NativeReplayStatus status, String message, Map<String, String> values, List<Point> points) {
  private static final String FIRST_LINE = "rmalloc-native-result 1";
  private static final String LAST_LINE = "end of result";

  /**
   * Bytes after a request.
   *
   * @param request from 0
   */
  public record Point(long request, long resident, long mapped) {}

  /** Copies the collections. */
  public NativeReplayResult {
    values = Map.copyOf(values);
    points = List.copyOf(points);
  }

  /** A text; empty where the result has none of that name. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** A whole number; empty where the result has none of that name. */
  public OptionalLong number(String name) {
    String value = values.get(name);
    return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
  }

  /** A number that may have a fraction; empty where the result has none of that name. */
  public Optional<Double> decimal(String name) {
    return text(name).map(Double::valueOf);
  }

  /**
   * Reads a result.
   *
   * @throws NativeLibraryException when it is none of this version, or is cut
   */
  public static NativeReplayResult read(Path file) throws IOException {
    return parse(text(file).lines().toList(), file);
  }

  /** A library may print, and its path may be, what is no UTF-8. */
  static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  static NativeReplayResult parse(List<String> lines, Path file) throws NativeLibraryException {
    if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE)) {
      throw new NativeLibraryException("%s:1: expected '%s'".formatted(file, FIRST_LINE));
    }
    if (!lines.getLast().equals(LAST_LINE)) {
      throw new NativeLibraryException(
          "%s:%d: found a temporary result of a replay against a malloc library that ends early; expected '%s' as its last line; free space in the temporary folder, and run again"
              .formatted(file, lines.size(), LAST_LINE));
    }
    Map<String, String> values = new HashMap<>();
    List<Point> points = new ArrayList<>();
    for (int line = 1; line < lines.size() - 1; line++) {
      read(lines.get(line), "%s:%d".formatted(file, line + 1), values, points);
    }
    return new NativeReplayResult(
        status(values.remove("status"), file),
        Optional.ofNullable(values.remove("message")).orElse(""),
        values,
        points);
  }

  private static void read(
      String line, String where, Map<String, String> values, List<Point> points)
      throws NativeLibraryException {
    String[] parts = line.split(" ", 2);
    if (parts.length != 2) {
      throw new NativeLibraryException(
          "%s: found '%s', expected NAME VALUE".formatted(where, line));
    }
    if (parts[0].equals("point")) {
      points.add(point(parts[1], where));
    } else if (values.put(parts[0], parts[1]) != null) {
      throw new NativeLibraryException("%s: a second '%s'".formatted(where, parts[0]));
    }
  }

  private static Point point(String text, String where) throws NativeLibraryException {
    try {
      long[] numbers = Arrays.stream(text.split(" ", -1)).mapToLong(Long::parseLong).toArray();
      return new Point(numbers[0], numbers[1], numbers[2]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new NativeLibraryException(
          ("%s: found point '%s' in a temporary result of a replay against a malloc library;"
                  + " expected three numbers")
              .formatted(where, text),
          e);
    }
  }

  private static NativeReplayStatus status(String text, Path file) throws NativeLibraryException {
    for (NativeReplayStatus status : NativeReplayStatus.values()) {
      if (status.text().equals(text)) {
        return status;
      }
    }
    throw new NativeLibraryException(
        ("%s: found status '%s' in a temporary result of a replay against a malloc library;"
                + " expected one of %s")
            .formatted(
                file,
                text,
                Arrays.stream(NativeReplayStatus.values()).map(NativeReplayStatus::text).toList()));
  }
}
