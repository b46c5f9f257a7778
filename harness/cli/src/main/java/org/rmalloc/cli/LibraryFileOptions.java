// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.rmalloc.replay.contender.Contender;
import picocli.CommandLine.Option;

/** Malloc libraries by their files. */
class LibraryFileOptions {
  @Option(
      names = "--native",
      paramLabel = "NAME=FILE",
      description =
          "A malloc library of your own, such as mine=build/libmine.so; it competes "
              + "beside those of -a.")
  private List<String> named = new ArrayList<>();

  /** Each {@code NAME=FILE}. */
  final List<String> named() {
    return named;
  }

  /** The contenders that some options name. */
  List<Contender> contenders(ContenderSelectionOptions options) throws IOException {
    return options.contenders(named);
  }
}
