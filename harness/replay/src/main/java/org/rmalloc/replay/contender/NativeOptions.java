// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rmalloc.trace.UsageException;

/**
 * The options of a malloc library. What the library itself understands is handed on unread, in a
 * variable of its environment; the user's own variables it does not see.
 *
 * @param texts by option name, those left at their defaults too
 */
public record NativeOptions(SortedMap<String, String> texts) {
  /** Whether the library may get huge pages: {@code on} or {@code off}. */
  public static final String HUGE_PAGES = "thp";

  /** By how many nanoseconds the virtual clock advances at each request. */
  public static final String NANOS_PER_OP = "ns-per-op";

  /** Any variables: {@code NAME=VALUE,…}. */
  public static final String ENVIRONMENT = "env";

  private static final String DEFAULT_NANOS_PER_OP = "100";
  private static final String OFF = "off";

  /** The options that are one variable, by the library that has them. */
  private static final Map<String, Variable> VARIABLES =
      Map.of(
          "glibc", new Variable("tunables", "GLIBC_TUNABLES"),
          "jemalloc", new Variable("conf", "MALLOC_CONF"),
          "scudo", new Variable("options", "SCUDO_OPTIONS"));

  private record Variable(String option, String name) {}

  /** Copies the map. */
  public NativeOptions {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  /** Everything at its default. */
  public static NativeOptions none() {
    return new NativeOptions(
        new TreeMap<>(Map.of(HUGE_PAGES, OFF, NANOS_PER_OP, DEFAULT_NANOS_PER_OP)));
  }

  /**
   * Reads what users type.
   *
   * @param library its name
   * @param texts by option name
   * @throws UsageException when the library has no such option, or a value is none
   */
  public static NativeOptions parse(String library, Map<String, String> texts) {
    SortedMap<String, String> all = new TreeMap<>(none().texts);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      if (!names(library).contains(text.getKey())) {
        throw new UsageException(
            "%s: unknown option '%s'; expected one of %s"
                .formatted(library, text.getKey(), String.join(", ", names(library))));
      }
      all.put(text.getKey(), text.getValue());
    }
    NativeOptions options = new NativeOptions(all);
    options.check(library);
    return options;
  }

  /** The options that a library has, those of its own first. */
  public static List<String> names(String library) {
    Variable own = VARIABLES.get(library);
    return own == null
        ? List.of(ENVIRONMENT, HUGE_PAGES, NANOS_PER_OP)
        : List.of(own.option(), ENVIRONMENT, HUGE_PAGES, NANOS_PER_OP);
  }

  /** What an option is, in a few words. */
  public static String meaning(String library, String option) {
    return switch (option) {
      case ENVIRONMENT -> "variables of its environment, NAME=VALUE,…; a backslash before , and \\";
      case HUGE_PAGES -> "whether it may get huge pages: on or off; default off";
      case NANOS_PER_OP -> "nanoseconds of virtual time a request; default " + DEFAULT_NANOS_PER_OP;
      default -> VARIABLES.get(library).name() + ", handed on unread";
    };
  }

  private void check(String library) {
    String pages = texts.get(HUGE_PAGES);
    if (!pages.equals("on") && !pages.equals(OFF)) {
      throw new UsageException(
          "%s.%s: '%s'; expected on or off".formatted(library, HUGE_PAGES, pages));
    }
    if (!texts.get(NANOS_PER_OP).matches("\\d{1,9}")) {
      throw new UsageException(
          "%s.%s: '%s'; expected 0 to 999999999"
              .formatted(library, NANOS_PER_OP, texts.get(NANOS_PER_OP)));
    }
    environment(library);
  }

  /** Whether the library may get huge pages. */
  public boolean hugePages() {
    return !texts.get(HUGE_PAGES).equals(OFF);
  }

  /** Nanoseconds of virtual time a request. */
  public String nanosPerOp() {
    return texts.get(NANOS_PER_OP);
  }

  /**
   * The variables that a library of this name is to see; it sees no others.
   *
   * @throws UsageException when {@code env} has another form, or sets what has an option of its own
   */
  public SortedMap<String, String> environment(String library) {
    SortedMap<String, String> environment = new TreeMap<>();
    for (String part : ContenderText.split(texts.getOrDefault(ENVIRONMENT, ""), ',')) {
      if (!part.isEmpty()) {
        put(environment, library, ContenderText.unescaped(part));
      }
    }
    Variable own = VARIABLES.get(library);
    if (own != null && texts.containsKey(own.option())) {
      if (environment.put(own.name(), texts.get(own.option())) != null) {
        throw new UsageException(
            "%s.%s: sets %s, which %s.%s sets too; leave one out"
                .formatted(library, ENVIRONMENT, own.name(), library, own.option()));
      }
    }
    return environment;
  }

  private static void put(SortedMap<String, String> environment, String library, String part) {
    int equals = part.indexOf('=');
    String name = part.substring(0, Math.max(0, equals));
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || name.equals("LD_PRELOAD")) {
      throw new UsageException(
          "%s.%s: '%s'; expected NAME=VALUE, and not LD_PRELOAD"
              .formatted(library, ENVIRONMENT, part));
    }
    environment.put(name, part.substring(equals + 1));
  }
}
