// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.experiment.yaml.YamlElement;
import org.rmalloc.experiment.yaml.YamlElement.Entry;
import org.rmalloc.trace.UsageException;

/** A map of a YAML file whose keys are known: any other is refused, with its place in the file. */
final class KnownKeyMap {
  private final YamlElement map;
  private final Map<String, Entry> entries;

  private KnownKeyMap(YamlElement map, Map<String, Entry> entries) {
    this.map = map;
    this.entries = entries;
  }

  /**
   * A map of these keys and no others.
   *
   * @param expected what should stand here, for the message
   */
  static KnownKeyMap of(YamlElement map, String expected, Collection<String> known) {
    KnownKeyMap keys = new KnownKeyMap(map, map.entries(expected));
    keys.entries.values().forEach(entry -> refuseUnknown(entry.key(), known));
    return keys;
  }

  private static void refuseUnknown(YamlElement key, Collection<String> known) {
    String name = key.text("a key");
    if (!known.contains(name)) {
      throw key.position().unknown("key", name, known);
    }
  }

  /** The value of a key; empty when the key is not there. */
  Optional<YamlElement> get(String key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  /**
   * The value of a key.
   *
   * @throws UsageException when the key is not there
   */
  YamlElement required(String key) {
    return get(key)
        .orElseThrow(
            () ->
                map.position()
                    .problem("a map without the key '%s'".formatted(key), "%s: …".formatted(key)));
  }

  /** Every entry, in the file's order. */
  Map<String, Entry> entries() {
    return entries;
  }
}
