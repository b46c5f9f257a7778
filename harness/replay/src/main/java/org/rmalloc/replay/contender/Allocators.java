// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.InvalidOptionException;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.trace.ClosestWord;
import org.rmalloc.trace.UsageException;

/** The allocators that are found on the class path at run time, by name. */
public final class Allocators {
  private final Map<String, AllocatorProvider> byName;

  private Allocators(Map<String, AllocatorProvider> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /**
   * The allocators on the class path, third parties' among them.
   *
   * @throws UsageException when a provider cannot be loaded, or two have one name
   */
  public static Allocators onClassPath() {
    return loadedBy(Allocators.class.getClassLoader());
  }

  /**
   * The allocators in jars, or folders of jars or classes, of another build: those of the same
   * names on the class path are others.
   *
   * @throws UsageException when there is none, one cannot be loaded, or two have one name
   */
  public static Allocators inBuild(List<Path> paths) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (Path path : paths) {
      jars.addAll(BuildLoader.jarsOf(path));
    }
    Allocators build = loadedBy(BuildLoader.of(jars));
    if (build.all().isEmpty()) {
      throw new UsageException(
          "%s: found no allocator; expected one named in META-INF/services/%s"
              .formatted(paths.getFirst(), AllocatorProvider.class.getName()));
    }
    return build;
  }

  private static Allocators loadedBy(ClassLoader loader) {
    try {
      return of(ServiceLoader.load(AllocatorProvider.class, loader));
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new UsageException(
          "an allocator cannot be loaded; mend the jar or leave it out: " + e.getMessage(), e);
    }
  }

  /**
   * These allocators alone.
   *
   * @throws UsageException when two have one name
   */
  static Allocators of(Iterable<AllocatorProvider> providers) {
    Map<String, AllocatorProvider> byName = new TreeMap<>();
    for (AllocatorProvider provider : providers) {
      refuseSecond(provider, byName.put(provider.name(), provider));
    }
    return new Allocators(byName);
  }

  /**
   * An allocator by name, the first one found: for a process that measures what another has chosen,
   * and does not open the rest of the class path for it.
   *
   * @param options texts by option name; what is missing has its default
   * @throws UsageException when the allocator, an option or a value is unknown
   */
  public static JavaAllocatorContender firstOnClassPath(String name, Map<String, String> options) {
    Map<String, AllocatorProvider> first = new TreeMap<>();
    if (!name.equals(NoopProvider.NAME)) {
      for (AllocatorProvider provider :
          ServiceLoader.load(AllocatorProvider.class, Allocators.class.getClassLoader())) {
        first.put(provider.name(), provider);
        if (provider.name().equals(name)) {
          break;
        }
      }
    }
    return new Allocators(first).contender(name, options);
  }

  /** Every provider, in order of names; {@code noop} is none of them. */
  public Collection<AllocatorProvider> all() {
    return byName.values();
  }

  /** Whether an allocator, or {@code noop}, has this name. */
  public boolean has(String name) {
    return name.equals(NoopProvider.NAME) || byName.containsKey(name);
  }

  /**
   * An allocator with some options, called as the allocator.
   *
   * @param options texts by option name; what is missing has its default
   * @throws UsageException when the allocator, an option or a value is unknown, naming those known
   */
  public JavaAllocatorContender contender(String name, Map<String, String> options) {
    return contender(name, name, options);
  }

  /** The same under a label of its own. */
  public JavaAllocatorContender contender(String label, String name, Map<String, String> options) {
    AllocatorProvider provider = provider(name);
    try {
      OptionValues values = OptionValues.parse(provider.options(), options);
      provider.validate(values);
      return new JavaAllocatorContender(label, provider, values);
    } catch (InvalidOptionException e) {
      throw new UsageException(label + ": " + e.getMessage() + meant(provider, options), e);
    }
  }

  /** What was probably meant by an option or a value that does not exist, in words. */
  private static String meant(AllocatorProvider provider, Map<String, String> options) {
    List<String> known = provider.options().stream().map(AllocatorOption::name).toList();
    return options.entrySet().stream()
        .map(
            given ->
                known.contains(given.getKey())
                    ? closestValue(
                        provider.options().get(known.indexOf(given.getKey())), given.getValue())
                    : ClosestWord.closest(given.getKey(), known))
        .flatMap(Optional::stream)
        .findFirst()
        .map("; did you mean '%s'?"::formatted)
        .orElse("");
  }

  private static Optional<String> closestValue(AllocatorOption<?> option, String text) {
    return ClosestWord.closest(text, option.words()).filter(word -> !word.equals(text));
  }

  private AllocatorProvider provider(String name) {
    AllocatorProvider provider =
        name.equals(NoopProvider.NAME) ? new NoopProvider() : byName.get(name);
    if (provider == null) {
      throw unknown(name, List.of());
    }
    return provider;
  }

  /** Refuses a name, where one of others would do as well. */
  UnknownAllocatorException unknown(String name, Collection<String> others) {
    List<String> names = new ArrayList<>(byName.keySet());
    names.addAll(others);
    return new UnknownAllocatorException(name, names);
  }

  private static void refuseSecond(AllocatorProvider provider, AllocatorProvider first) {
    if (first != null || provider.name().equals(NoopProvider.NAME)) {
      String other = first == null ? NoopProvider.class.getName() : first.getClass().getName();
      throw new UsageException(
          "two allocators are called '%s': %s and %s; leave one out"
              .formatted(provider.name(), other, provider.getClass().getName()));
    }
  }
}
