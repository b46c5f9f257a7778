// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Who reads a rule's number reads what the rule says, too. */
final class ContractRuleTextsTest {
  @Test
  void aNumberIsExplained() {
    assertEquals(
        "C5: the walk ends at 8, but the heap ends at 16"
            + " (rule C5: the walk tiles the heap, as the allocator's events do)",
        TilingCheck.violation("C5: the walk ends at %d, but the heap ends at %d", 8, 16)
            .getMessage());
    assertEquals(
        "C12: x (rule C12: the address of an aligned block is a multiple of its alignment)",
        ContractRuleTexts.explained("C12: x"));
  }

  @Test
  void aMessageWithoutANumberStaysAsItIs() {
    assertEquals("L1: block 2", ContractRuleTexts.explained("L1: block 2"));
  }
}
