// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.testkit.AllocatorContract;

/** Binary buddies keep the contract that every allocator keeps. */
final class BuddyContractTest extends AllocatorContract {
  @Override
  protected AllocatorProvider provider() {
    return new BuddyProvider();
  }
}
