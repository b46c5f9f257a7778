package org.rmalloc.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.driver.Driver;

/**
 * What a replay demands of an allocator: the one place where demands meet capabilities.
 *
 * @param capabilities needed
 * @param purpose what for, in a few words
 */
public record Demands(List<Capability> capabilities, String purpose) {
  /** Of verifying payloads, and of pictures of the heap. */
  static Demands addresses(String purpose) {
    return new Demands(List.of(Capability.ADDRESSES), purpose);
  }

  /** Of a replay. Locks demand nothing: every allocator has them, and the oracle overlooks them. */
  static Demands of(ReplaySettings settings) {
    return settings.verifiesPayloads()
        ? addresses("verifying payloads")
        : new Demands(List.of(), "a replay");
  }

  /** Why a driver cannot do it, in one line; empty when it can. */
  public Optional<String> mismatch(Driver driver) {
    List<Capability> missing = new ArrayList<>(capabilities);
    missing.removeIf(driver::can);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s skipped: its blocks have no addresses, which %s needs"
                .formatted(driver.name(), purpose));
  }
}
