// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A raw file as the recorder left it: what one process recorded while it ran one program.
 *
 * @param file its path
 * @param pid of the process
 * @param number 0 for the program that the process ran first, 1 for the one it exec'd then …
 */
record RawRecordingFile(Path file, long pid, int number) {
  private static final Pattern NAME = Pattern.compile("(\\d+)\\.(\\d+)\\.hrec");

  /** All in a folder, those of one process in order of time. */
  static List<RawRecordingFile> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(file -> of(file).stream())
          .sorted(
              Comparator.comparingLong(RawRecordingFile::pid)
                  .thenComparingInt(RawRecordingFile::number))
          .toList();
    }
  }

  /** Its name in its folder, by which others refer to it. */
  String name() {
    return file.getFileName().toString();
  }

  /** The file of the program that a process ran first. */
  static Path first(Path folder, long pid) {
    return folder.resolve(pid + ".0.hrec");
  }

  private static Optional<RawRecordingFile> of(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches()
        ? Optional.of(
            new RawRecordingFile(
                file, Long.parseLong(name.group(1)), Integer.parseInt(name.group(2))))
        : Optional.empty();
  }
}
