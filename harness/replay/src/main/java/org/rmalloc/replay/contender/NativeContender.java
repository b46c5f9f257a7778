// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rmalloc.allocator.Capability;

/**
 * A malloc library of this machine, replayed against in a process of its own.
 *
 * @param label not blank
 * @param name what the library is called: {@code glibc}, {@code jemalloc}, …
 * @param library an absolute path; empty is this system's own malloc
 * @param version as the system says; {@code unknown} when it does not
 * @param options what it is run with
 */
public record NativeContender(
    String label,
    String name,
    Optional<Path> library,
    String version,
    NativeLibraryOptionValues options)
    implements Contender {

  /** A contender that is called as its library, with every option at its default. */
  public NativeContender(String name, Optional<Path> library, String version) {
    this(name, name, library, version, NativeLibraryOptionValues.none());
  }

  /** The same library under a label, with options. */
  public NativeContender as(String otherLabel, NativeLibraryOptionValues otherOptions) {
    return new NativeContender(otherLabel, name, library, version, otherOptions);
  }

  @Override
  public Kind kind() {
    return Kind.NATIVE;
  }

  @Override
  public Map<String, String> optionTexts() {
    return options.texts();
  }

  /** The variables that the library sees, by name; it sees no others. */
  public Map<String, String> environment() {
    return options.environment(name);
  }

  /** Whether it is musl, which is not preloaded: a process has one C library, here glibc. */
  public boolean isMusl() {
    return library
        .map(Path::getFileName)
        .filter(file -> file.toString().startsWith("ld-musl-"))
        .isPresent();
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  /** Whatever a replay can ask for: {@code posix_memalign} has no limit of its own. */
  @Override
  public int maximumAlignment() {
    return 1 << 30;
  }
}
