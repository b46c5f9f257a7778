// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

/** What a client does to an allocator. */
enum AllocatorCallKind {
  /** The amount is the size in bytes. */
  MALLOC,
  /** The amount is the new size in bytes. */
  REALLOC,
  FREE,
  LOCK,
  UNLOCK,
  WEAK_LOCK,
  /** The amount is the budget in bytes; 0 is a single step. Names no block. */
  COMPACT;

  /** Whether the ops format of traces can express it. */
  boolean isTraceable() {
    return this != WEAK_LOCK && this != COMPACT;
  }
}
