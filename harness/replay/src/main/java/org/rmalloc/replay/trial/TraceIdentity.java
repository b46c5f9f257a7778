// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.trial;

import java.util.ArrayList;
import java.util.List;
import org.rmalloc.trace.read.ReadOptions;

/**
 * A trace, by content.
 *
 * @param sha256 of the file's uncompressed bytes, 64 hexadecimal digits in lower case
 * @param reading how it was asked to be read where not as the file says, such as {@code
 *     dialect=lock} or {@code lenient}, in order of names; mostly empty
 */
public record TraceIdentity(String sha256, List<String> reading) {

  /** Copies the list. */
  public TraceIdentity {
    reading = reading.stream().sorted().toList();
  }

  /** Of a file that is read with these options. */
  public static TraceIdentity of(String sha256, ReadOptions options) {
    return new TraceIdentity(sha256, reading(options));
  }

  /** What a file does not say of itself, and its user said. */
  private static List<String> reading(ReadOptions options) {
    List<String> reading = new ArrayList<>();
    options.dialect().ifPresent(dialect -> reading.add("dialect=" + dialect.label()));
    options.from().ifPresent(format -> reading.add("from=" + format));
    if (options.lenient()) {
      reading.add("lenient");
    }
    return reading;
  }
}
