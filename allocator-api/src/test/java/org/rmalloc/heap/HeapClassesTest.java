// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** Which kinds of heap a process loads. */
final class HeapClassesTest {
  @Test
  void aSmallHeapLoadsNoOtherKind() throws Exception {
    try (var classes = new Classes()) {
      Class<?> heaps = classes.loadClass(Heap.class.getName());
      Object heap = heaps.getMethod("plain", long.class).invoke(null, 4096L);
      heaps.getMethod("newRegion", int.class).invoke(heap, 64);
      assertEquals(4096, heaps.getMethod("capacity").invoke(heap));
      assertTrue(classes.hold(PlainHeap.class));
      assertFalse(classes.hold(ReservedHeap.class), "each access would test which kind it is");
      assertFalse(classes.hold(ZeroPageSkippingHeap.class));
      assertFalse(classes.hold(LoadStoreCountingHeap.class));
    }
  }

  /** The classes of this module, none of them loaded yet. */
  private static final class Classes extends URLClassLoader {
    Classes() {
      super(
          new URL[] {Heap.class.getProtectionDomain().getCodeSource().getLocation()},
          ClassLoader.getPlatformClassLoader());
    }

    boolean hold(Class<?> type) {
      return findLoadedClass(type.getName()) != null;
    }
  }
}
