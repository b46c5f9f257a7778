// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.contract.OutOfMemoryRetry;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.trace.OpKind;

/**
 * The class path of a forked virtual machine: this process' own, but first what is needed for sure.
 * A virtual machine opens every archive on the way to a class, and there are dozens that no timing
 * needs.
 */
final class TimingClassPath {
  private static final Class<?>[] NEEDED = {
    TimingForkMain.class, Allocator.class, OutOfMemoryRetry.class, OpKind.class
  };

  private TimingClassPath() {}

  /** For a contender that this process has found. */
  static String of(JavaAllocatorContender contender) {
    List<String> own = ownPath();
    Set<String> places = new LinkedHashSet<>();
    Stream.concat(Arrays.stream(NEEDED), Stream.of(contender.provider().getClass()))
        .flatMap(TimingClassPath::place)
        .filter(own::contains) // another build's allocator is not on the class path
        .forEach(places::add);
    places.addAll(own);
    return String.join(File.pathSeparator, places);
  }

  /** Where this process finds our classes: not on its class path where a cluster brought them. */
  private static List<String> ownPath() {
    return TimingForkMain.class.getClassLoader() instanceof URLClassLoader brought
        ? Arrays.stream(brought.getURLs()).flatMap(TimingClassPath::file).toList()
        : Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  /** Where a class was found; nothing where its loader does not say. */
  private static Stream<String> place(Class<?> needed) {
    CodeSource source = needed.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Stream.empty();
    }
    return file(source.getLocation()); // one that is no file is found where it stands
  }

  private static Stream<String> file(URL place) {
    try {
      return Stream.of(Path.of(place.toURI()).toString());
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException _) {
      return Stream.empty();
    }
  }
}
