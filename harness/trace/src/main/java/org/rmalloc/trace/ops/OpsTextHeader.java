// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.file.InputQuoter;

/**
 * The comment lines at the start of an ops file that we wrote: a first line that names format,
 * version and dialect, then a line for each note and for each step of the provenance.
 *
 * <pre>
 * # rmalloc-ops 1 dialect=lock
 * # note command=ls -l
 * # step locks=fine
 * </pre>
 *
 * <p>Version 2 says alignments, threads and times, too.
 */
final class OpsTextHeader {
  static final String MAGIC = "# rmalloc-ops ";
  static final int PLAIN_VERSION = 1;

  /** Of a file that says alignments, threads or times. */
  static final int MARKED_VERSION = 2;

  private static final String NOTE = "# note ";
  private static final String STEP = "# step ";
  private static final String DIALECT = "dialect=";
  private static final String DIALECTS = "dialect=access or dialect=lock";

  private final List<String> notes = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();

  /** Keeps what a comment line says of the provenance, if it does. */
  void addComment(String line) {
    if (line.startsWith(NOTE)) {
      notes.add(line.substring(NOTE.length()));
    } else if (line.startsWith(STEP)) {
      steps.add(line.substring(STEP.length()));
    }
  }

  TraceProvenance provenance(String name, String sha256) {
    return new TraceProvenance(name, sha256, notes, steps);
  }

  /**
   * What a first line says.
   *
   * @param version {@link #PLAIN_VERSION} or {@link #MARKED_VERSION}
   */
  record FirstLine(int version, Dialect dialect) {}

  /**
   * What a first line says.
   *
   * @param file its name, for messages
   * @return empty when the line is not a first line of ours
   * @throws TraceFormatException when it is one, of another version or without a dialect
   */
  static Optional<FirstLine> firstLine(String line, String file) throws TraceFormatException {
    if (!line.startsWith(MAGIC)) {
      return Optional.empty();
    }
    String[] words = line.substring(MAGIC.length()).split(" ", -1);
    int version =
        switch (words[0]) {
          case "1" -> PLAIN_VERSION;
          case "2" -> MARKED_VERSION;
          default ->
              throw TraceFormatException.atLine(
                  file,
                  1,
                  "version " + InputQuoter.quoted(words[0]) + " of rmalloc-ops",
                  "version 1 or 2; a newer rmalloc may have written it");
        };
    for (String word : words) {
      if (word.startsWith(DIALECT)) {
        return Optional.of(new FirstLine(version, named(word.substring(DIALECT.length()), file)));
      }
    }
    throw TraceFormatException.atLine(file, 1, "a first line without a dialect", DIALECTS);
  }

  private static Dialect named(String label, String file) throws TraceFormatException {
    for (Dialect dialect : Dialect.values()) {
      if (dialect.label().equals(label)) {
        return dialect;
      }
    }
    throw TraceFormatException.atLine(file, 1, "dialect " + InputQuoter.quoted(label), DIALECTS);
  }

  static String text(int version, Dialect dialect, TraceProvenance provenance) {
    StringBuilder text = new StringBuilder(MAGIC).append(version).append(' ');
    text.append(DIALECT).append(dialect.label()).append('\n');
    provenance.notes().forEach(note -> text.append(noteLine(note)));
    provenance.steps().forEach(step -> text.append(STEP).append(onOneLine(step)).append('\n'));
    return text.toString();
  }

  static String noteLine(String note) {
    return NOTE + onOneLine(note) + "\n";
  }

  private static String onOneLine(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }
}
