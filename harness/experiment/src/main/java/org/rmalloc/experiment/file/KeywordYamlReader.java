// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.rmalloc.experiment.yaml.YamlElement;
import org.rmalloc.trace.UsageException;

/** Texts with few meanings. */
final class KeywordYamlReader {
  private KeywordYamlReader() {}

  /** The value that a text names. */
  static <T> T one(YamlElement element, T[] values, Function<T, String> name) {
    List<String> names = names(values, name);
    String text = element.text("one of " + String.join(", ", names));
    if (!names.contains(text)) {
      throw element.position().unknown("value", text, names);
    }
    return named(text, values, name);
  }

  /**
   * The value that a text names.
   *
   * @throws UsageException when there is none
   */
  static <T> T named(String text, T[] values, Function<T, String> name) {
    return Arrays.stream(values)
        .filter(value -> name.apply(value).equals(text))
        .findFirst()
        .orElseThrow(() -> new UsageException(text));
  }

  /** The names of values. */
  static <T> List<String> names(T[] values, Function<T, String> name) {
    return Arrays.stream(values).map(name).toList();
  }

  /** True or false. */
  static boolean flag(YamlElement element) {
    return one(element, new Boolean[] {true, false}, String::valueOf);
  }

  /**
   * A whole number, 0 or more.
   *
   * @throws UsageException when it is none
   */
  static long number(String text) {
    if (!text.matches("\\d{1,18}")) {
      throw new UsageException(text);
    }
    return Long.parseLong(text);
  }

  /**
   * A whole number of a range.
   *
   * @throws UsageException when it is none
   */
  static long number(String text, long least, long most) {
    long number = number(text);
    if (number < least || number > most) {
      throw new UsageException(text);
    }
    return number;
  }
}
