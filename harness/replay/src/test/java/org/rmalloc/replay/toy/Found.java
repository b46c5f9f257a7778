// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.toy;

import java.util.List;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.ContenderParser;
import org.rmalloc.replay.contender.JavaAllocatorContender;

/** The allocators of the house, as tests meet them. */
public final class Found {
  private Found() {}

  /** All of them. */
  public static List<JavaAllocatorContender> all() {
    return ContenderParser.parse(Allocators.onClassPath(), List.of("arena"), List.of()).stream()
        .filter(contender -> !contender.name().startsWith("test-"))
        .toList();
  }

  /** Those whose blocks have addresses. */
  public static List<JavaAllocatorContender> withAddresses() {
    return all().stream().filter(contender -> contender.can(Capability.ADDRESSES)).toList();
  }
}
