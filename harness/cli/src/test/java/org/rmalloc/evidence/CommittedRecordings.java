// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.evidence;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recordings of this repository, by name. */
final class CommittedRecordings {
  private static final Path FOLDER = Path.of("../../traces");

  private CommittedRecordings() {}

  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> recordings =
          files.filter(file -> file.toString().endsWith(".zst")).sorted().toList();
      assertTrue(recordings.size() >= 6, recordings::toString);
      return recordings;
    }
  }

  static Path named(String name) {
    return FOLDER.resolve(name + ".memtrace.zst");
  }
}
