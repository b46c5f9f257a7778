// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A stretch of a file of this tree as it is before a patch.
 *
 * @param file from the root on; {@link #NO_FILE} where the patch adds one
 * @param before its lines, those of the context included
 */
record Hunk(String file, List<String> before) {
  private static final String OLD_FILE = "--- ";
  private static final String NO_FILE = "/dev/null";

  /** Why a patch no longer applies; empty if it does. */
  static List<String> misfits(List<String> patch) {
    List<Hunk> hunks = of(patch);
    List<String> misfits = new ArrayList<>();
    for (Hunk hunk : hunks) {
      if (!hunk.fits()) {
        misfits.add("%s has no such lines: %s".formatted(hunk.file, hunk.before));
      }
    }
    return hunks.isEmpty() ? List.of("it changes nothing") : misfits;
  }

  private static List<Hunk> of(List<String> patch) {
    List<Hunk> hunks = new ArrayList<>();
    String file = "";
    for (String line : patch) {
      if (line.startsWith(OLD_FILE)) {
        file = line.substring(OLD_FILE.length()).replaceFirst("^a/", "");
      } else if (line.startsWith("@@")) {
        hunks.add(new Hunk(file, new ArrayList<>()));
      } else if (!hunks.isEmpty() && (line.startsWith(" ") || line.startsWith("-"))) {
        hunks.getLast().before.add(line.substring(1));
      }
    }
    return hunks;
  }

  private boolean fits() {
    return file.equals(NO_FILE)
        || Collections.indexOfSubList(linesOf(House.root().resolve(file)), before) >= 0;
  }

  private static List<String> linesOf(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }
}
