package org.rmalloc.replay.trial;

import java.util.List;

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
}
