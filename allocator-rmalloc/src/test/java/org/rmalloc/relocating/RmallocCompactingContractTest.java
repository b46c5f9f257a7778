package org.rmalloc.relocating;

import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.testkit.AllocatorContract;

final class RmallocCompactingContractTest extends AllocatorContract {
  @Override
  protected AllocatorProvider provider() {
    return new RmallocCompactingProvider();
  }
}
