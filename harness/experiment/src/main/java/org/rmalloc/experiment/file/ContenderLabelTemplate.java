// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.experiment.yaml.FilePosition;
import org.rmalloc.trace.UsageException;

/** A name with places for values, such as {@code ff-{order}}. */
final class ContenderLabelTemplate {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)\\}");

  private ContenderLabelTemplate() {}

  /**
   * The name with values in their places.
   *
   * @throws UsageException when a place is of no value
   */
  static String filled(String template, FilePosition position, Map<String, String> values) {
    Matcher places = PLACE.matcher(template);
    return places.replaceAll(
        place -> {
          String value = values.get(place.group(1));
          if (value == null) {
            throw position.unknown("place", place.group(1), values.keySet());
          }
          return Matcher.quoteReplacement(value);
        });
  }
}
