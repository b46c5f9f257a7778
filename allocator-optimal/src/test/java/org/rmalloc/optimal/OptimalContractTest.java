// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal;

import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.testkit.AllocatorContract;

final class OptimalContractTest extends AllocatorContract {
  @Override
  protected AllocatorProvider provider() {
    return new OptimalProvider();
  }
}
