// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.util.List;
import org.rmalloc.replay.Measures;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.trace.UsageException;
import picocli.CommandLine.Option;

/** What malloc libraries alone have: their files, and how they are measured. */
final class LibraryOptions extends LibraryFileOptions {

  @Option(
      names = "--count",
      description =
          "Count the instructions of malloc libraries, too: under callgrind, 50 times as "
              + "slow as a replay.")
  private boolean counts;

  /** The contenders that some options name. */
  @Override
  List<Contender> contenders(ContenderOptions options) throws IOException {
    List<Contender> selected = super.contenders(options);
    if (counts && selected.stream().noneMatch(LibraryOptions::isLibrary)) {
      throw new UsageException(
          "--count: no malloc library competes; drop it, or name one after -a");
    }
    if (counts && new Tool("", List.of("valgrind"), "--version", "").find().isEmpty()) {
      throw new UsageException("--count: valgrind is not installed; run apt-get install valgrind");
    }
    return selected;
  }

  /** Some measures, and those of malloc libraries that are asked for. */
  Measures with(Measures measures) {
    return counts ? measures.withNatives(measures.natives().counting()) : measures;
  }

  private static boolean isLibrary(Contender contender) {
    return contender.kind() == Contender.Kind.NATIVE;
  }
}
