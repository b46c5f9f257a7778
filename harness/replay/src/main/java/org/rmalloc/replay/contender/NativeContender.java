package org.rmalloc.replay.contender;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rmalloc.allocator.Capability;

/**
 * A malloc library of this machine, replayed against in a process of its own.
 *
 * @param label not blank
 * @param name what the library is called: {@code glibc}, {@code jemalloc}, …
 * @param library an absolute path; empty is this system's own malloc
 * @param version as the system says; {@code unknown} when it does not
 * @param environment the variables that the library is to see, by name; it sees no others
 */
public record NativeContender(
    String label,
    String name,
    Optional<Path> library,
    String version,
    SortedMap<String, String> environment)
    implements Contender {

  /** Copies the map. */
  public NativeContender {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /** A contender that is called as its library, with no variable set. */
  public NativeContender(String name, Optional<Path> library, String version) {
    this(name, name, library, version, new TreeMap<>());
  }

  @Override
  public Kind kind() {
    return Kind.NATIVE;
  }

  @Override
  public Map<String, String> optionTexts() {
    return environment;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }
}
