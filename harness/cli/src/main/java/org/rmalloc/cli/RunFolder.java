package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a run's alloc-stats go: to be kept, or only until the report is made of them. */
final class RunFolder implements AutoCloseable {
  private final Optional<Path> path;
  private final boolean passing;

  private RunFolder(Optional<Path> path, boolean passing) {
    this.path = path;
    this.passing = passing;
  }

  /**
   * The folder asked for, or one of its own where only a report is wanted.
   *
   * @param folder null where the files are not wanted
   * @param html null where no report is wanted
   */
  static RunFolder of(Path folder, Path html) throws IOException {
    return folder == null && html != null
        ? new RunFolder(Optional.of(Files.createTempDirectory("rmalloc-run-")), true)
        : new RunFolder(Optional.ofNullable(folder), false);
  }

  /** The folder; empty where no files are needed. */
  Optional<Path> path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (passing) {
      try (Stream<Path> files = Files.list(path.orElseThrow())) {
        for (Path file : List.copyOf(files.toList())) {
          Files.delete(file);
        }
      }
      Files.delete(path.get());
    }
  }
}
