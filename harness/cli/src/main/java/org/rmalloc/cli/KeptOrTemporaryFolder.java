// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.rmalloc.trace.file.TemporaryFolder;

/** Where a run's results go: to be kept, or only until table and report are made of them. */
final class KeptOrTemporaryFolder implements AutoCloseable {
  private final Path path;
  private final Optional<TemporaryFolder> passing;

  private KeptOrTemporaryFolder(Path path, Optional<TemporaryFolder> passing) {
    this.path = path;
    this.passing = passing;
  }

  /** The folder asked for; one of its own where none is. */
  static KeptOrTemporaryFolder of(Optional<Path> asked) throws IOException {
    if (asked.isPresent()) {
      return new KeptOrTemporaryFolder(asked.get(), Optional.empty());
    }
    TemporaryFolder passing = TemporaryFolder.create();
    return new KeptOrTemporaryFolder(passing.path(), Optional.of(passing));
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (passing.isPresent()) {
      passing.get().close();
    }
  }
}
