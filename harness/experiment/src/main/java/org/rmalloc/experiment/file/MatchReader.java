// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.experiment.matrix.Combination;
import org.rmalloc.experiment.matrix.Field;
import org.rmalloc.experiment.matrix.Glob;
import org.rmalloc.experiment.matrix.Match;
import org.rmalloc.experiment.yaml.YamlElement;
import org.rmalloc.experiment.yaml.YamlElement.Entry;
import org.rmalloc.trace.UsageException;

/** Reads maps of field to value or glob, and refuses one that matches nothing. */
final class MatchReader {
  private static final String EXPECTED =
      "a map of field to value or glob, such as {contender: lifo, heap: min}";

  private final List<Combination> all;

  /** For matches among these combinations. */
  MatchReader(List<Combination> all) {
    this.all = all;
  }

  /** Those of a list of maps, or of one map. */
  List<Match> readAll(YamlElement list) {
    List<Match> matches = new ArrayList<>();
    for (YamlElement item : list.items(EXPECTED)) {
      KnownKeys keys = KnownKeys.of(item, EXPECTED, Field.keys());
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
  Match read(YamlElement where, Map<String, Entry> entries) {
    Map<Field, List<Glob>> patterns = new EnumMap<>(Field.class);
    entries.forEach(
        (key, entry) ->
            Field.ofKey(key).ifPresent(field -> patterns.put(field, globs(field, entry.value()))));
    Match match = new Match(patterns);
    if (all.stream().noneMatch(match::matches)) {
      throw where.position().problem("a map that matches no trial", "one that matches");
    }
    return match;
  }

  private List<Glob> globs(Field field, YamlElement list) {
    List<Glob> globs = new ArrayList<>();
    for (YamlElement item : list.items("a value or glob of " + field.key())) {
      Glob glob = new Glob(item.text("a value or glob of " + field.key()));
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
