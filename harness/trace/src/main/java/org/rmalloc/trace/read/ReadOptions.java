// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.read;

import java.util.Optional;
import java.util.function.Consumer;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.mapping.ReallocMode;

/**
 * How to read a trace.
 *
 * @param dialect of an ops file, where its user knows better than the file says
 * @param from the format of a recording by its name, where its content does not show it
 * @param realloc what the resizes of a recording become
 * @param lenient whether to skip and count bad records; otherwise the first one is refused
 * @param strict whether to refuse what is merely odd: a lock of a locked block, an unlock of an
 *     unlocked one, a recording at odds with itself
 * @param keepsAddresses whether to keep the recorded addresses, 8 bytes an op
 * @param notices takes a line of talk for the user, such as how many records were skipped
 */
public record ReadOptions(
    Optional<Dialect> dialect,
    Optional<String> from,
    ReallocMode realloc,
    boolean lenient,
    boolean strict,
    boolean keepsAddresses,
    Consumer<String> notices) {
  /** Neither lenient nor strict, resizes stay, no addresses, no talk. */
  public static final ReadOptions DEFAULT =
      new ReadOptions(
          Optional.empty(),
          Optional.empty(),
          ReallocMode.RESIZE,
          false,
          false,
          false,
          notice -> {});

  /** These options with a dialect demanded. */
  public ReadOptions withDialect(Dialect demanded) {
    return new ReadOptions(
        Optional.of(demanded), from, realloc, lenient, strict, keepsAddresses, notices);
  }

  /** These options for a recording of a format. */
  public ReadOptions withFrom(String format) {
    return new ReadOptions(
        dialect, Optional.of(format), realloc, lenient, strict, keepsAddresses, notices);
  }

  /** These options with another meaning of resizes. */
  public ReadOptions withRealloc(ReallocMode mode) {
    return new ReadOptions(dialect, from, mode, lenient, strict, keepsAddresses, notices);
  }

  /** These options, lenient or not. */
  public ReadOptions withLenient(boolean skips) {
    return new ReadOptions(dialect, from, realloc, skips, strict, keepsAddresses, notices);
  }

  /** These options, strict or not. */
  public ReadOptions withStrict(boolean refuses) {
    return new ReadOptions(dialect, from, realloc, lenient, refuses, keepsAddresses, notices);
  }

  /** These options, keeping addresses. */
  public ReadOptions withAddresses() {
    return new ReadOptions(dialect, from, realloc, lenient, strict, true, notices);
  }

  /** These options with another listener to talk. */
  public ReadOptions withNotices(Consumer<String> listener) {
    return new ReadOptions(dialect, from, realloc, lenient, strict, keepsAddresses, listener);
  }
}
