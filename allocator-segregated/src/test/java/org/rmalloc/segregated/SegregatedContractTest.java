// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.testkit.AllocatorContract;

/** Segregated storage keeps the contract that every allocator keeps. */
final class SegregatedContractTest extends AllocatorContract {
  @Override
  protected AllocatorProvider provider() {
    return new SegregatedProvider();
  }

  /** Blocks are never coalesced: what was cut small stays small. */
  @Override
  protected boolean restoresWhenEmpty() {
    return false;
  }
}
