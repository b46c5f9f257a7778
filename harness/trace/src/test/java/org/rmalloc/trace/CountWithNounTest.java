// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** One is one, and all other numbers are several. */
final class CountWithNounTest {
  @Test
  void oneIsSingular() {
    assertEquals("1 trial", CountWithNoun.of(1, "trial"));
    assertEquals("0 trials", CountWithNoun.of(0, "trial"));
    assertEquals("1,116 trials", CountWithNoun.of(1_116, "trial"));
  }
}
