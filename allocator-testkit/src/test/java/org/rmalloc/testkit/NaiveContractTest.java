// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import org.rmalloc.allocator.AllocatorProvider;

final class NaiveContractTest extends AllocatorContract {
  @Override
  protected AllocatorProvider provider() {
    return ToyProvider.NAIVE;
  }

  @Override
  protected long ops() {
    return Math.min(super.ops(), 50_000);
  }
}
