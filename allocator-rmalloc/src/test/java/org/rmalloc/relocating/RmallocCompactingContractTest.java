// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.testkit.AllocatorContract;

final class RmallocCompactingContractTest extends AllocatorContract {
  @Override
  protected AllocatorProvider provider() {
    return new RmallocCompactingProvider();
  }
}
