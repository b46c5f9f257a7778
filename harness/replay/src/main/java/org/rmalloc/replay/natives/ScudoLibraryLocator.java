// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds where clang keeps its Scudo, a library of its own: beside its other run-time libraries,
 * where the dynamic linker does not look. Debian: {@code
 * /usr/lib/llvm-14/lib/clang/14.0.6/lib/linux}; others leave out {@code llvm-14/lib}, or name the
 * last folder after the target.
 */
final class ScudoLibraryLocator {
  /** What the library is called. */
  static final String NAME = "scudo";

  private static final String FILES = "libclang_rt.scudo_standalone*.so";

  private ScudoLibraryLocator() {}

  static Optional<Path> ofThisMachine() {
    return under(Path.of("/usr"), System.getProperty("os.arch").replace("amd64", "x86_64"));
  }

  /**
   * That of the latest clang.
   *
   * @param architecture such as {@code x86_64}
   */
  static Optional<Path> under(Path prefix, String architecture) {
    List<Path> clangs = new ArrayList<>();
    for (String lib : List.of("lib", "lib64")) {
      clangs.addAll(matching(prefix.resolve(lib).resolve("clang"), "*"));
      for (Path llvm : matching(prefix.resolve(lib), "llvm-*")) {
        clangs.addAll(matching(llvm.resolve("lib").resolve("clang"), "*"));
      }
    }
    return clangs.stream()
        .sorted(Comparator.comparingInt(ScudoLibraryLocator::majorVersion).reversed())
        .flatMap(clang -> matching(clang.resolve("lib"), "*").stream())
        .flatMap(folder -> matching(folder, FILES).stream())
        .filter(file -> file.toString().contains(architecture))
        .findFirst();
  }

  private static int majorVersion(Path clang) {
    String digits = clang.getFileName().toString().replaceFirst("\\D.*", "");
    return digits.isEmpty() || digits.length() > 9 ? 0 : Integer.parseInt(digits);
  }

  private static List<Path> matching(Path folder, String glob) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
        entries.forEach(found::add);
      } catch (IOException e) {
        return List.of(); // of a folder that may not be read nothing is known
      }
    }
    return found;
  }
}
