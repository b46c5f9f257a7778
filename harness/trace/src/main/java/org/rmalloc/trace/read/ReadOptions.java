package org.rmalloc.trace.read;

import java.util.Optional;
import java.util.function.Consumer;
import org.rmalloc.trace.Dialect;

/**
 * How to read a trace.
 *
 * @param dialect of an ops file, where its user knows better than the file says
 * @param lenient whether to skip and count bad records; otherwise the first one is refused
 * @param strict whether to refuse what is merely odd: a lock of a locked block, an unlock of an
 *     unlocked one
 * @param keepsAddresses whether to keep the recorded addresses, 8 bytes an op
 * @param notices takes a line of talk for the user, such as how many records were skipped
 */
public record ReadOptions(
    Optional<Dialect> dialect,
    boolean lenient,
    boolean strict,
    boolean keepsAddresses,
    Consumer<String> notices) {
  /** Neither lenient nor strict, no addresses, no talk. */
  public static final ReadOptions DEFAULT =
      new ReadOptions(Optional.empty(), false, false, false, notice -> {});

  /** These options with a dialect demanded. */
  public ReadOptions withDialect(Dialect demanded) {
    return new ReadOptions(Optional.of(demanded), lenient, strict, keepsAddresses, notices);
  }

  /** These options, lenient. */
  public ReadOptions skippingBadRecords() {
    return new ReadOptions(dialect, true, strict, keepsAddresses, notices);
  }

  /** These options, strict. */
  public ReadOptions refusingOddities() {
    return new ReadOptions(dialect, lenient, true, keepsAddresses, notices);
  }

  /** These options, keeping addresses. */
  public ReadOptions keepingAddresses() {
    return new ReadOptions(dialect, lenient, strict, true, notices);
  }

  /** These options with another listener to talk. */
  public ReadOptions telling(Consumer<String> listener) {
    return new ReadOptions(dialect, lenient, strict, keepsAddresses, listener);
  }
}
