// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.trace.UsageException;

/**
 * What a replay demands of a contender: the one place where demands meet capabilities.
 *
 * @param capabilities needed
 * @param purpose what for, in a few words
 * @param alignment the largest that an allocation asks for, a power of two
 */
public record RequiredCapabilities(List<Capability> capabilities, String purpose, int alignment) {
  /** Of a replay of a workload, whatever is measured. */
  public static RequiredCapabilities of(Workload workload) {
    return new RequiredCapabilities(List.of(), "a replay", workload.maximumAlignment());
  }

  /**
   * Of a replay that may verify payloads. Locks demand nothing: every allocator has them, and a
   * lower bound ignores them.
   */
  public static RequiredCapabilities of(Workload workload, boolean verifiesPayloads) {
    return verifiesPayloads
        ? new RequiredCapabilities(
            List.of(Capability.ADDRESSES), "the check of payloads", workload.maximumAlignment())
        : of(workload);
  }

  /** Why a contender cannot do it, in a few words; empty when it can. */
  public Optional<String> mismatch(Contender contender) {
    List<Capability> missing = new ArrayList<>(capabilities);
    missing.removeIf(contender::can);
    if (!missing.isEmpty()) {
      return Optional.of(
          "the allocator's blocks have no addresses, which %s needs".formatted(purpose));
    }
    return alignment <= contender.maximumAlignment()
        ? Optional.empty()
        : Optional.of(
            "aligns blocks to %d bytes at most, and the trace asks for %d"
                .formatted(contender.maximumAlignment(), alignment));
  }

  /**
   * Refuses a contender that cannot do it.
   *
   * @throws UsageException saying why
   */
  public void refuseMismatch(Contender contender) {
    mismatch(contender)
        .ifPresent(
            reason -> {
              throw new UsageException(contender.label() + ": " + reason);
            });
  }
}
