// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.trace.UsageException;

/**
 * One contender as users type it: {@code NAME}, {@code LABEL=NAME} or {@code
 * LABEL=NAME:OPTION=VALUE:…}. Contenders are separated by commas; a backslash makes {@code ,},
 * {@code :} and {@code \} ordinary.
 *
 * @param label as given; the name where none was
 * @param name of the allocator, or of a group of them
 * @param options texts by option name
 */
record ContenderArgument(String label, String name, Map<String, String> options) {

  /**
   * Reads a list of contenders.
   *
   * @throws UsageException when a part has another form
   */
  static List<ContenderArgument> parseAll(String list) {
    return split(list, ',').stream().map(ContenderArgument::parse).toList();
  }

  private static ContenderArgument parse(String text) {
    List<String> parts = split(text, ':');
    String head = unescaped(parts.getFirst());
    int equals = head.indexOf('=');
    String name = head.substring(equals + 1);
    String label = equals < 0 ? name : head.substring(0, equals);
    if (label.isBlank() || name.isBlank() || label.chars().anyMatch(Character::isISOControl)) {
      throw malformed(text);
    }
    return new ContenderArgument(label, name, options(parts.subList(1, parts.size()), text));
  }

  private static Map<String, String> options(List<String> parts, String text) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String part : parts) {
      String option = unescaped(part);
      int equals = option.indexOf('=');
      if (equals < 1) {
        throw malformed(text);
      }
      String name = option.substring(0, equals);
      if (options.put(name, option.substring(equals + 1)) != null) {
        throw new UsageException(
            "contender '%s': option %s is given twice; leave one out".formatted(text, name));
      }
    }
    return options;
  }

  private static UsageException malformed(String text) {
    return new UsageException(
        "contender '%s': expected NAME, LABEL=NAME or LABEL=NAME:OPTION=VALUE, such as lifo=firstfit:order=lifo"
            .formatted(text));
  }

  /** Splits at a separator that no backslash stands before; keeps the backslashes. */
  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == separator) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** A part without its backslashes. */
  static String unescaped(String text) {
    return text.replaceAll("\\\\([,:\\\\])", "$1");
  }
}
