// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.rmalloc.allocator.Capability;

/**
 * What a trace is replayed against, under a label that is unique in a comparison: one allocator may
 * compete several times with different options.
 */
public sealed interface Contender
    permits JavaAllocatorContender, NativeContender, PlannerContender {
  /** What a contender is, and so what can be measured of it. */
  enum Kind {
    /** An allocator in an arena with 4-byte pointers: space, cost, time, smallest heap. */
    ARENA,
    /** A malloc library in a process of its own: resident and mapped pages, time. */
    NATIVE,
    /** An offline placement computed from the whole trace, a lower bound: space alone. */
    PLANNED;

    /** As files hold it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What tables, files and charts call it: the allocator's name, or what the user called it. */
  String label();

  /** The allocator's name. */
  String name();

  /** What it is. */
  Kind kind();

  /** The value of each of its options as users type it, by name. */
  Map<String, String> optionTexts();

  /** What it declares that it can do. */
  Set<Capability> capabilities();

  /** What competes, whatever it is called. */
  default ContenderIdentity identity() {
    return ContenderIdentity.of(kind(), name(), optionTexts());
  }

  /** The version of what is measured, as it says itself; {@code unknown} when it does not. */
  String version();

  /** The largest alignment that it gives a block: a power of two, 1 when it aligns nothing. */
  int maximumAlignment();

  /** Whether it declares a capability. */
  default boolean can(Capability capability) {
    return capabilities().contains(capability);
  }
}
