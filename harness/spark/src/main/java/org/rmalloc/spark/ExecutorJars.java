// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.spark;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The class path of this process without Spark's own, as jars that executors are given. */
final class ExecutorJars {
  private ExecutorJars() {}

  /**
   * Every jar of the class path but those that lie beside Spark's core; folders of classes are made
   * jars of.
   *
   * @param scratch where to
   */
  static List<String> on(String classPath, Path scratch) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      if (entry.isEmpty()) {
        continue; // the working directory is none of our classes
      }
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        jars.add(jarOf(path, scratch.resolve("classes-" + jars.size() + ".jar")).toString());
      } else if (Files.exists(path) && isOurs(path.getFileName().toString())) {
        jars.add(path.toString());
      }
    }
    return jars;
  }

  /** What rmalloc's modules need; Spark's own libraries are on every executor. */
  private static boolean isOurs(String jar) {
    return jar.matches("(allocator|harness)-.*|HdrHistogram.*|zstd-jni.*|snakeyaml-engine.*")
        || jar.matches("jackson-(core|databind)-3.*");
  }

  private static Path jarOf(Path folder, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        entries.putNextEntry(new ZipEntry(name));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
    return jar;
  }
}
