package org.rmalloc.testkit;

import org.rmalloc.allocator.AllocatorProvider;

final class NaiveContractTest extends AllocatorContract {
  @Override
  protected AllocatorProvider provider() {
    return new NaiveProvider();
  }
}
