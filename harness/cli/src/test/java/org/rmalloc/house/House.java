// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's own tree, for the tests that hold its rules. */
final class House {
  private House() {}

  /** The project's root: the nearest folder upwards that has the launcher. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("CHANGELOG.md"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** Every Java source file, relative to the root. */
  static List<Path> sourceFiles() throws IOException {
    Path root = root();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !root.relativize(file).toString().contains("target"))
          .toList();
    }
  }

  /** The folders of compiled classes, tests left out, of every module that is built. */
  static List<Path> classFolders() throws IOException {
    try (Stream<Path> files = Files.walk(root(), 4)) {
      return files.filter(folder -> folder.endsWith(Path.of("target", "classes"))).toList();
    }
  }
}
