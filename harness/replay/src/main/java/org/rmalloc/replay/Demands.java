package org.rmalloc.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.contender.Contender;

/**
 * What a replay demands of a contender: the one place where demands meet capabilities.
 *
 * @param capabilities needed
 * @param purpose what for, in a few words
 */
public record Demands(List<Capability> capabilities, String purpose) {
  /** Of verifying payloads, and of pictures of the heap. */
  static Demands addresses(String purpose) {
    return new Demands(List.of(Capability.ADDRESSES), purpose);
  }

  /**
   * Of a replay. Locks demand nothing: every allocator has them, and a lower bound ignores them.
   */
  static Demands of(Measures measures) {
    return measures.verifiesPayloads()
        ? addresses("verifying payloads")
        : new Demands(List.of(), "a replay");
  }

  /** Why a contender cannot do it, in a few words; empty when it can. */
  public Optional<String> mismatch(Contender contender) {
    List<Capability> missing = new ArrayList<>(capabilities);
    missing.removeIf(contender::can);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("its blocks have no addresses, which %s needs".formatted(purpose));
  }
}
