// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value for each option of an allocator: those given, and the defaults of the others. */
public final class OptionValues {
  private final Map<AllocatorOption<?>, Object> values;

  private OptionValues(Map<AllocatorOption<?>, Object> values) {
    this.values = values;
  }

  /** The default of every option. */
  public static OptionValues defaults(List<AllocatorOption<?>> options) {
    return parse(options, Map.of());
  }

  /**
   * Reads the values that users gave.
   *
   * @param given texts by option name
   * @throws InvalidOptionException when a name is unknown or a text is no value of its option
   */
  public static OptionValues parse(List<AllocatorOption<?>> options, Map<String, String> given) {
    checkNames(options, given);
    Map<AllocatorOption<?>, Object> values = new LinkedHashMap<>();
    for (AllocatorOption<?> option : options) {
      String text = given.get(option.name());
      values.put(option, text == null ? option.defaultValue() : option.parse(text));
    }
    return new OptionValues(values);
  }

  /**
   * The value of an option.
   *
   * @throws IllegalArgumentException when it is none of the allocator's options
   */
  @SuppressWarnings("unchecked") // an option's own parser or default made the value
  public <T> T get(AllocatorOption<T> option) {
    Object value = values.get(option);
    if (value == null) {
      throw new IllegalArgumentException("this allocator has no such option: " + option.name());
    }
    return (T) value;
  }

  /** Every option's value as users type it, by name, in the order of declaration. */
  public Map<String, String> asText() {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((option, value) -> texts.put(option.name(), AllocatorOption.text(value)));
    return texts;
  }

  private static void checkNames(List<AllocatorOption<?>> options, Map<String, String> given) {
    List<String> known = options.stream().map(AllocatorOption::name).toList();
    List<String> unknown = new ArrayList<>(given.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      String hint =
          known.isEmpty()
              ? "this allocator has no options"
              : "the allocator's options are " + String.join(", ", known);
      throw new InvalidOptionException(
          "unknown option '%s'; %s".formatted(unknown.getFirst(), hint));
    }
  }
}
