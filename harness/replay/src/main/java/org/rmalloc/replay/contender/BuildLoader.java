// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.heap.Heap;
import org.rmalloc.plan.Planner;
import org.rmalloc.trace.UsageException;

/**
 * Loads a build of allocators from jars of its own, so that two builds of one allocator live side
 * by side: all classes come from these jars but those of the JDK and of the SPI, which builds
 * share.
 */
final class BuildLoader extends URLClassLoader {
  private static final Set<String> SHARED_PACKAGES =
      Set.of(
          AllocatorProvider.class.getPackageName(),
          Heap.class.getPackageName(),
          Planner.class.getPackageName());

  static {
    registerAsParallelCapable();
  }

  private final List<Path> paths;

  private BuildLoader(List<Path> paths, URL[] urls) {
    super(urls, getPlatformClassLoader());
    this.paths = List.copyOf(paths);
  }

  /**
   * A loader of jars and folders of classes.
   *
   * @throws UsageException when one cannot be read
   */
  static BuildLoader of(List<Path> paths) {
    return new BuildLoader(paths, paths.stream().map(BuildLoader::url).toArray(URL[]::new));
  }

  private static URL url(Path path) {
    if (!Files.isReadable(path)) {
      throw new UsageException(path + ": no such jar or folder, or it may not be read");
    }
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UsageException(path + ": has a name that no URL can hold; rename it", e);
    }
  }

  /** The jars and folders that a path stands for: those in a folder of jars, or itself. */
  static List<Path> jarsOf(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      return jars.isEmpty() ? List.of(path) : jars;
    }
  }

  List<Path> paths() {
    return paths;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return isShared(name)
        ? BuildLoader.class.getClassLoader().loadClass(name)
        : super.loadClass(name, resolve);
  }

  private static boolean isShared(String className) {
    int dot = className.lastIndexOf('.');
    return dot > 0 && SHARED_PACKAGES.contains(className.substring(0, dot));
  }
}
