// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.rmalloc.experiment.yaml.FilePosition;
import org.rmalloc.experiment.yaml.YamlElement;
import org.rmalloc.trace.ClosestWord;
import org.rmalloc.trace.UsageException;

/** Lists of values: each an item of a list, or one of a range. */
final class ValueListYamlReader {
  private ValueListYamlReader() {}

  /** A text and where it stands; all texts of a range stand where the range does. */
  record Text(String text, FilePosition position) {}

  /** The texts of a list or of one text, ranges written out. */
  static List<Text> texts(YamlElement list, String expected) {
    List<Text> texts = new ArrayList<>();
    for (YamlElement item : list.items(expected)) {
      String text = item.text(expected);
      if (NumberRangeParser.isRange(text)) {
        NumberRangeParser.parse(text, item.position())
            .forEach(one -> texts.add(new Text(one, item.position())));
      } else {
        texts.add(new Text(text, item.position()));
      }
    }
    return texts;
  }

  /**
   * What the texts of a list mean.
   *
   * @param meaning throws a {@link UsageException} or an {@link IllegalArgumentException} where a
   *     text means nothing
   * @throws UsageException then, and when one value stands twice
   */
  static <T> List<T> of(YamlElement list, String expected, Function<String, T> meaning) {
    return of(list, expected, List.of(), meaning);
  }

  /**
   * The same where a text may be one of some words, of which the message suggests the closest.
   *
   * @param words may be empty
   */
  static <T> List<T> of(
      YamlElement list, String expected, List<String> words, Function<String, T> meaning) {
    List<T> values = new ArrayList<>();
    Set<T> seen = new HashSet<>();
    for (Text text : texts(list, expected)) {
      T value = meaning(text, expected, words, meaning);
      if (!seen.add(value)) {
        throw text.position.problem("'%s' a second time".formatted(text.text), "each value once");
      }
      values.add(value);
    }
    return values;
  }

  private static <T> T meaning(
      Text text, String expected, List<String> words, Function<String, T> meaning) {
    try {
      return meaning.apply(text.text);
    } catch (UsageException | IllegalArgumentException _) {
      String meant =
          ClosestWord.closest(text.text, words)
              .or(
                  () ->
                      UnitSpellingCorrection.corrected(text.text)
                          .filter(one -> hasMeaning(one, meaning)))
              .map("; did you mean '%s'?"::formatted)
              .orElse("");
      throw text.position.problem("'%s'".formatted(text.text), expected + meant);
    }
  }

  private static boolean hasMeaning(String text, Function<String, ?> meaning) {
    try {
      return meaning.apply(text) != null;
    } catch (UsageException | IllegalArgumentException _) {
      return false;
    }
  }
}
