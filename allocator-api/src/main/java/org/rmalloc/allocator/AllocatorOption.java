// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Declares a typed option that an allocator takes, such as a minimum block size: the key to its
 * value, and what {@code rmalloc allocators} prints.
 *
 * @param name what users type after the allocator's name and a dot: lower case and hyphens
 * @param description one line
 * @param domain the values it takes, in words, such as {@code 1 to 4096}
 * @param defaultValue its value where none is given
 * @param parser turns text into a value, or throws {@link IllegalArgumentException}
 */
public record AllocatorOption<T>(
    String name, String description, String domain, T defaultValue, Function<String, T> parser) {
  private static final String WORD_SEPARATOR = ", ";

  /** Checks that nothing is missing. */
  public AllocatorOption {
    Objects.requireNonNull(name);
    Objects.requireNonNull(description);
    Objects.requireNonNull(domain);
    Objects.requireNonNull(defaultValue);
    Objects.requireNonNull(parser);
  }

  /** A whole number, {@code minimum} to {@code maximum} inclusive. */
  public static AllocatorOption<Integer> integer(
      String name, String description, int defaultValue, int minimum, int maximum) {
    String domain = minimum + " to " + maximum;
    return new AllocatorOption<>(
        name, description, domain, defaultValue, text -> parseInteger(text, minimum, maximum));
  }

  /** True or false. */
  public static AllocatorOption<Boolean> flag(
      String name, String description, boolean defaultValue) {
    return new AllocatorOption<>(
        name, description, "true, false", defaultValue, AllocatorOption::parseFlag);
  }

  /** One of an enum's constants, typed in lower case with hyphens. */
  public static <E extends Enum<E>> AllocatorOption<E> choice(
      String name, String description, E defaultValue) {
    E[] values = defaultValue.getDeclaringClass().getEnumConstants();
    String domain =
        Arrays.stream(values)
            .map(AllocatorOption::text)
            .collect(Collectors.joining(WORD_SEPARATOR));
    return new AllocatorOption<>(
        name, description, domain, defaultValue, text -> parseChoice(text, values));
  }

  /** The values that its domain lists; of a range the one text that it is. */
  public List<String> words() {
    return List.of(domain.split(WORD_SEPARATOR, -1));
  }

  /** A value of this option as users type it. */
  public static String text(Object value) {
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : value.toString();
  }

  /**
   * Reads a value.
   *
   * @throws InvalidOptionException naming the option, what was found and what it takes
   */
  public T parse(String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionException(
          "option %s: found '%s', expected %s".formatted(name, text, domain), e);
    }
  }

  private static int parseInteger(String text, int minimum, int maximum) {
    int value = Integer.parseInt(text);
    if (value < minimum || value > maximum) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static boolean parseFlag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static <E extends Enum<E>> E parseChoice(String text, E[] values) {
    return Arrays.stream(values)
        .filter(value -> text(value).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(text));
  }
}
