// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract.ledger;

/** Sees half-open ranges of addresses. */
@FunctionalInterface
public interface AddressRangeVisitor {
  /** A range, not empty. */
  void range(int from, int to);
}
