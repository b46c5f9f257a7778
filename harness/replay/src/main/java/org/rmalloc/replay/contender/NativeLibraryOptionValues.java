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
public record NativeLibraryOptionValues(SortedMap<String, String> texts) {
  /** Whether the library may get huge pages: {@code on} or {@code off}. */
  public static final String HUGE_PAGES = "thp";

  /** By how many nanoseconds the virtual clock advances at each request, or {@code recorded}. */
  public static final String NANOS_PER_OP = "ns-per-op";

  /** On which threads pages are counted: {@code one} or {@code recorded}. */
  public static final String THREADS = "threads";

  /** Any variables: {@code NAME=VALUE,…}. */
  public static final String ENVIRONMENT = "env";

  /** Of {@link #THREADS}: each request on the thread that made it; of the clock: its times. */
  public static final String RECORDED = "recorded";

  private static final String UNRECORDED_NANOS_PER_OP = "100"; // of a trace without times

  /** Of {@link #THREADS}: all on one. */
  public static final String ONE = "one";

  private static final String OFF = "off";

  /** The options that are one variable, by the library that has them. */
  private static final Map<String, Variable> VARIABLES =
      Map.of(
          "glibc", new Variable("tunables", "GLIBC_TUNABLES"),
          "jemalloc", new Variable("conf", "MALLOC_CONF"),
          "scudo", new Variable("options", "SCUDO_OPTIONS"));

  private record Variable(String option, String name) {}

  /** Copies the map. */
  public NativeLibraryOptionValues {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  /** Everything at its default. */
  public static NativeLibraryOptionValues none() {
    return new NativeLibraryOptionValues(
        new TreeMap<>(Map.of(HUGE_PAGES, OFF, NANOS_PER_OP, RECORDED, THREADS, RECORDED)));
  }

  /**
   * Reads what users type.
   *
   * @param library its name
   * @param texts by option name
   * @throws UsageException when the library has no such option, or a value is none
   */
  public static NativeLibraryOptionValues parse(String library, Map<String, String> texts) {
    SortedMap<String, String> all = new TreeMap<>(none().texts);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      if (!names(library).contains(text.getKey())) {
        throw new UsageException(
            "%s: unknown option '%s'; expected one of %s"
                .formatted(library, text.getKey(), String.join(", ", names(library))));
      }
      all.put(text.getKey(), text.getValue());
    }
    NativeLibraryOptionValues options = new NativeLibraryOptionValues(all);
    options.check(library);
    return options;
  }

  /** The options that a library has, those of its own first. */
  public static List<String> names(String library) {
    Variable own = VARIABLES.get(library);
    return own == null
        ? List.of(ENVIRONMENT, HUGE_PAGES, NANOS_PER_OP, THREADS)
        : List.of(own.option(), ENVIRONMENT, HUGE_PAGES, NANOS_PER_OP, THREADS);
  }

  /** What an option is, in a few words. */
  public static String meaning(String library, String option) {
    return switch (option) {
      case ENVIRONMENT ->
          "environment variables for the library, NAME=VALUE,…; a backslash before , and \\";
      case HUGE_PAGES -> "whether the library may get huge pages: on or off; default off";
      case NANOS_PER_OP ->
          "by how many nanoseconds the library's clock advances at each request; default recorded:"
              + " as the trace says, else "
              + UNRECORDED_NANOS_PER_OP;
      case THREADS ->
          "which threads make the requests while pages are counted: one, or those recorded; default"
              + " recorded";
      default ->
          "the environment variable "
              + VARIABLES.get(library).name()
              + ", given to the library as it is";
    };
  }

  private void check(String library) {
    String pages = texts.get(HUGE_PAGES);
    if (!pages.equals("on") && !pages.equals(OFF)) {
      throw new UsageException(
          "%s.%s: '%s'; expected on or off".formatted(library, HUGE_PAGES, pages));
    }
    if (!texts.get(NANOS_PER_OP).matches("\\d{1,9}|" + RECORDED)) {
      throw new UsageException(
          "%s.%s: '%s'; expected 0 to 999999999, or recorded"
              .formatted(library, NANOS_PER_OP, texts.get(NANOS_PER_OP)));
    }
    if (!threads().equals(ONE) && !threads().equals(RECORDED)) {
      throw new UsageException(
          "%s.%s: '%s'; expected 'one' or 'recorded'".formatted(library, THREADS, threads()));
    }
    environment(library);
  }

  /** Whether the library may get huge pages. */
  public boolean hugePages() {
    return !texts.get(HUGE_PAGES).equals(OFF);
  }

  /** Nanoseconds of virtual time a request, where {@link #usesRecordedTimes} is not met. */
  public String nanosPerOp() {
    return usesRecordedTimes() ? UNRECORDED_NANOS_PER_OP : texts.get(NANOS_PER_OP);
  }

  /** Whether virtual time is that of the trace, where it has one. */
  public boolean usesRecordedTimes() {
    return texts.get(NANOS_PER_OP).equals(RECORDED);
  }

  /** On which threads pages are counted: {@code one} or {@code recorded}. */
  public String threads() {
    return texts.get(THREADS);
  }

  /**
   * The variables that a library of this name is to see; it sees no others.
   *
   * @throws UsageException when {@code env} has another form, or sets what has an option of its own
   */
  public SortedMap<String, String> environment(String library) {
    SortedMap<String, String> environment = new TreeMap<>();
    for (String part : ContenderArgument.split(texts.getOrDefault(ENVIRONMENT, ""), ',')) {
      if (!part.isEmpty()) {
        put(environment, library, ContenderArgument.unescaped(part));
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
