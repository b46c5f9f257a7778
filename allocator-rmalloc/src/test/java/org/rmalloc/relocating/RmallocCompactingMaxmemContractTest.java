// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.testkit.AllocatorContract;

final class RmallocCompactingMaxmemContractTest extends AllocatorContract {
  @Override
  protected AllocatorProvider provider() {
    return new RmallocCompactingMaxmemProvider();
  }
}
