// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.experiment.matrix.CombinationField;
import org.rmalloc.experiment.matrix.CombinationFilter;
import org.rmalloc.experiment.matrix.TrialCombination;
import org.rmalloc.experiment.matrix.WildcardPattern;
import org.rmalloc.experiment.yaml.YamlElement;
import org.rmalloc.experiment.yaml.YamlElement.Entry;
import org.rmalloc.trace.UsageException;

/** Reads maps of field to value or glob, and refuses one that matches nothing. */
final class CombinationFilterReader {
  private static final String EXPECTED =
      "a map of field to value or glob, such as {contender: lifo, heap: min}";

  private final List<TrialCombination> all;

  /** For matches among these combinations. */
  CombinationFilterReader(List<TrialCombination> all) {
    this.all = all;
  }

  /** Those of a list of maps, or of one map. */
  List<CombinationFilter> readAll(YamlElement list) {
    List<CombinationFilter> matches = new ArrayList<>();
    for (YamlElement item : list.items(EXPECTED)) {
      KnownKeyMap keys = KnownKeyMap.of(item, EXPECTED, CombinationField.keys());
      if (keys.entries().isEmpty()) {
        throw item.position().problem("an empty map", EXPECTED);
      }
      matches.add(read(item, keys.entries()));
    }
    return matches;
  }

  /**
   * The match that those entries make whose keys are fields.
   *
   * @throws UsageException when a pattern, or all together, match no combination
   */
  CombinationFilter read(YamlElement where, Map<String, Entry> entries) {
    Map<CombinationField, List<WildcardPattern>> patterns = new EnumMap<>(CombinationField.class);
    entries.forEach(
        (key, entry) ->
            CombinationField.ofKey(key)
                .ifPresent(field -> patterns.put(field, globs(field, entry.value()))));
    CombinationFilter match = new CombinationFilter(patterns);
    if (all.stream().noneMatch(match::matches)) {
      throw where.position().problem("a map that matches no trial", "one that matches");
    }
    return match;
  }

  private List<WildcardPattern> globs(CombinationField field, YamlElement list) {
    List<WildcardPattern> globs = new ArrayList<>();
    for (YamlElement item : list.items("a value or glob of " + field.key())) {
      WildcardPattern glob = new WildcardPattern(item.text("a value or glob of " + field.key()));
      List<String> values = all.stream().map(field::of).distinct().toList();
      if (values.stream().noneMatch(glob::matches)) {
        throw item.position().unknown(field.key(), glob.text(), shown(values));
      }
      globs.add(glob);
    }
    return globs;
  }

  private static List<String> shown(List<String> values) {
    return values.stream().limit(20).toList();
  }
}
