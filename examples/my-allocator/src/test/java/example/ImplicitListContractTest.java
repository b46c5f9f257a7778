// SPDX-License-Identifier: Apache-2.0
package example;

import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.testkit.AllocatorContract;

/** The whole contract suite of rmalloc, over this allocator. */
final class ImplicitListContractTest extends AllocatorContract {
  @Override
  protected AllocatorProvider provider() {
    return new ImplicitListProvider();
  }
}
