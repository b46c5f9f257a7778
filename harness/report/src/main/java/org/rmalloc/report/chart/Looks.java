package org.rmalloc.report.chart;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each allocator of a comparison looks like, in whichever of its charts it stands. */
public final class Looks {
  private final Map<String, SeriesLook> looks = new LinkedHashMap<>();

  private Looks() {}

  /** Gives each name a look, by the order in which names are first met. */
  public static Looks of(Collection<String> names) {
    Looks made = new Looks();
    for (String name : names) {
      made.looks.computeIfAbsent(name, _ -> SeriesLook.of(made.looks.size()));
    }
    return made;
  }

  /** The look of an allocator that has one. */
  public SeriesLook of(String name) {
    SeriesLook look = looks.get(name);
    if (look == null) {
      throw new IllegalArgumentException("no look for " + name);
    }
    return look;
  }

  /** All of them, by name. */
  public Map<String, SeriesLook> byName() {
    return Collections.unmodifiableMap(looks);
  }
}
