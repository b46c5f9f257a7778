package org.rmalloc.replay.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.InvalidOptionException;
import org.rmalloc.allocator.OptionValues;

/**
 * The allocators that are found at run time, by name: those on the class path, and those in jars of
 * third parties.
 */
public final class Allocators {
  private final Map<String, AllocatorProvider> byName;
  private final List<Path> jars;

  private Allocators(Map<String, AllocatorProvider> byName, List<Path> jars) {
    this.byName = Collections.unmodifiableMap(byName);
    this.jars = List.copyOf(jars);
  }

  /** The allocators on the class path. */
  public static Allocators onClassPath() {
    return onClassPathAnd(List.of());
  }

  /**
   * The allocators on the class path and in more jars.
   *
   * @throws UsageException when a jar is missing, a provider cannot be loaded, or two have one name
   */
  public static Allocators onClassPathAnd(List<Path> jars) {
    ClassLoader loader = jars.isEmpty() ? Allocators.class.getClassLoader() : loaderOf(jars);
    try {
      return of(ServiceLoader.load(AllocatorProvider.class, loader), jars);
    } catch (ServiceConfigurationError e) {
      throw new UsageException("an allocator cannot be loaded: " + e.getMessage(), e);
    }
  }

  /**
   * These allocators alone.
   *
   * @throws UsageException when two have one name
   */
  static Allocators of(Iterable<AllocatorProvider> providers, List<Path> jars) {
    Map<String, AllocatorProvider> byName = new TreeMap<>();
    for (AllocatorProvider provider : providers) {
      refuseSecond(provider, byName.put(provider.name(), provider));
    }
    return new Allocators(byName, jars);
  }

  /** Every provider, by name in order of names; {@code noop} is none of them. */
  public Collection<AllocatorProvider> all() {
    return byName.values();
  }

  /** The jars beside the class path, which a forked replay needs too. */
  public List<Path> jars() {
    return jars;
  }

  /** Every allocator with its default options, in order of names. */
  public List<Driver> drivers(Map<String, Map<String, String>> options) {
    return drivers(List.copyOf(byName.keySet()), options);
  }

  /**
   * Allocators with their options.
   *
   * @param names in the order wanted
   * @param options texts by allocator and option name; what is missing has its default
   * @throws UsageException when an allocator, an option or a value is unknown, naming those known
   */
  public List<Driver> drivers(List<String> names, Map<String, Map<String, String>> options) {
    options.keySet().forEach(this::provider);
    List<Driver> drivers = new ArrayList<>();
    for (String name : names) {
      drivers.add(driver(name, options.getOrDefault(name, Map.of())));
    }
    return drivers;
  }

  /**
   * One allocator with its options.
   *
   * @param options texts by option name; what is missing has its default
   * @throws UsageException when the allocator, an option or a value is unknown, naming those known
   */
  public Driver driver(String name, Map<String, String> options) {
    AllocatorProvider provider = provider(name);
    try {
      OptionValues values = OptionValues.parse(provider.options(), options);
      provider.validate(values);
      return new Driver(provider, values);
    } catch (InvalidOptionException e) {
      throw new UsageException(name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads what users type after {@code --option}: {@code allocator.name=value}.
   *
   * @return texts by allocator and option name
   * @throws UsageException when a text has no such form, or an option is given twice
   */
  public static Map<String, Map<String, String>> parseOptions(List<String> texts) {
    Map<String, Map<String, String>> options = new LinkedHashMap<>();
    for (String text : texts) {
      int dot = text.indexOf('.');
      int equals = text.indexOf('=');
      if (dot < 1 || equals < dot + 2) {
        throw new UsageException(
            "option '%s': expected allocator.name=value, such as firstfit.order=lifo"
                .formatted(text));
      }
      Map<String, String> ofOne =
          options.computeIfAbsent(text.substring(0, dot), allocator -> new LinkedHashMap<>());
      String name = text.substring(dot + 1, equals);
      if (ofOne.put(name, text.substring(equals + 1)) != null) {
        throw new UsageException("option '%s': given twice".formatted(text.substring(0, equals)));
      }
    }
    return options;
  }

  private AllocatorProvider provider(String name) {
    AllocatorProvider provider = name.equals(Noop.NAME) ? new Noop() : byName.get(name);
    if (provider == null) {
      throw new UsageException(
          "unknown allocator '%s': there are %s"
              .formatted(name, String.join(", ", byName.keySet())));
    }
    return provider;
  }

  private static void refuseSecond(AllocatorProvider provider, AllocatorProvider first) {
    if (first != null || provider.name().equals(Noop.NAME)) {
      String other = first == null ? Noop.class.getName() : first.getClass().getName();
      throw new UsageException(
          "two allocators are called '%s': %s and %s; leave one out"
              .formatted(provider.name(), other, provider.getClass().getName()));
    }
  }

  private static ClassLoader loaderOf(List<Path> jars) {
    URL[] urls = jars.stream().map(Allocators::urlOf).toArray(URL[]::new);
    return new URLClassLoader("allocators", urls, Allocators.class.getClassLoader());
  }

  private static URL urlOf(Path jar) {
    if (!Files.isReadable(jar)) {
      throw new UsageException(jar + ": no such jar, or it may not be read");
    }
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
