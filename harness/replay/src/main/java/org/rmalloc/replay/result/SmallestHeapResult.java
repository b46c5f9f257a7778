// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.OptionalLong;

/**
 * How small a heap may be for a contender to finish.
 *
 * @param bytes the smallest heap from which every larger one tried finishes; empty when the largest
 *     one tried does not, or none was tried
 * @param lucky the smallest heap tried that finishes; empty when none does
 * @param reason why {@code bytes} is empty, in a few words; itself empty otherwise
 */
public record SmallestHeapResult(OptionalLong bytes, OptionalLong lucky, String reason) {
  /** Nobody asked. */
  public static final SmallestHeapResult NOT_SEARCHED = none("not searched");

  /** Checks that a reason is given where it is needed, and only there. */
  public SmallestHeapResult {
    if (bytes.isPresent() != reason.isEmpty()) {
      throw new IllegalArgumentException(
          "smallest heap: found %s and reason '%s'; expected a size, or a reason why there is none"
              .formatted(bytes, reason));
    }
  }

  /** A smallest heap from which every larger one finishes as well. */
  public static SmallestHeapResult of(long bytes) {
    return new SmallestHeapResult(OptionalLong.of(bytes), OptionalLong.of(bytes), "");
  }

  /** No heap, for this reason. */
  public static SmallestHeapResult none(String reason) {
    return new SmallestHeapResult(OptionalLong.empty(), OptionalLong.empty(), reason);
  }

  /** Whether a smaller heap finishes as well, though not every larger one does. */
  public boolean hasLuckier() {
    return lucky.isPresent() && !lucky.equals(bytes);
  }
}
