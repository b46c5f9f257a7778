// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.heap;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Reserves and releases memory through the C library: {@code calloc} maps a large area whose pages
 * the operating system zeroes when they are first touched, where a Java array, or memory of an
 * {@code Arena}, is written all over when it is made.
 *
 * <p>Calls into C need {@code --enable-native-access}; without it the JVM prints a warning.
 */
@SuppressWarnings("restricted") // to call C is what this class is for
final class CallocMemory {
  /** All that the process can address. */
  static final MemorySegment PROCESS = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final MethodHandle CALLOC =
      function(
          "calloc",
          FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  private static final MethodHandle FREE =
      function("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

  private CallocMemory() {}

  /**
   * Reserves zeroed memory.
   *
   * @throws OutOfMemoryError when the operating system refuses so much
   */
  static MemorySegment reserve(long bytes) {
    MemorySegment reserved;
    try {
      reserved = (MemorySegment) CALLOC.invokeExact(1L, bytes);
    } catch (Throwable e) {
      throw new AssertionError(e); // C throws nothing
    }
    if (reserved.address() == 0) {
      throw new OutOfMemoryError("the operating system refuses to reserve " + bytes + " bytes");
    }
    return reserved.reinterpret(bytes);
  }

  /** Gives back what {@link #reserve} returned. */
  static void release(long address) {
    try {
      FREE.invokeExact(MemorySegment.ofAddress(address));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), type);
  }
}
