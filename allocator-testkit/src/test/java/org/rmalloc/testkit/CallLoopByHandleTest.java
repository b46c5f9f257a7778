// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rmalloc.heap.PlainHeap;

final class CallLoopByHandleTest {
  @Test
  void theToyThatKeepsAListAllocatesJavaObjects() {
    assertTrue(allocatedBytes(ToyProvider.SLIDING) > 0);
  }

  @Test
  void theToyThatKeepsAllInTheHeapAllocatesNone() {
    assertEquals(0, allocatedBytes(ToyProvider.NAIVE));
  }

  private static long allocatedBytes(ToyProvider provider) {
    CallLoopByHandle operations = new CallLoopByHandle(provider.create(new PlainHeap(1 << 16)), 64);
    for (int i = 0; i < 10; i++) {
      operations.run();
    }
    return JavaAllocationMeter.during(operations);
  }
}
