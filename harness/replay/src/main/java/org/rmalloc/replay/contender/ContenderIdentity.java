// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What competes, whatever it is called.
 *
 * @param kind what it is
 * @param name the allocator's
 * @param options the value of every option, those left at their defaults too, by name
 */
public record ContenderIdentity(
    Contender.Kind kind, String name, SortedMap<String, String> options) {

  /** Copies the map. */
  public ContenderIdentity {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  /** Of a contender with these options. */
  public static ContenderIdentity of(
      Contender.Kind kind, String name, Map<String, String> options) {
    return new ContenderIdentity(kind, name, new TreeMap<>(options));
  }
}
