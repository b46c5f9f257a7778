// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import java.util.List;
import java.util.Map;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.testkit.AllocatorContract;

/** Next fit keeps the contract that every allocator keeps, in every order and with every search. */
final class NextFitContractTest extends AllocatorContract {
  @Override
  protected AllocatorProvider provider() {
    return new NextFitProvider();
  }

  @Override
  protected List<Map<String, String>> optionVariants() {
    return ContractVariants.all();
  }
}
