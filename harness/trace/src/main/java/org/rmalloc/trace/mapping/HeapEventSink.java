// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.mapping;

import java.io.IOException;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;

/**
 * Takes what a recorder saw, one event after another in program order. Addresses are unsigned.
 *
 * <p>Every method may refuse an event with an {@link InvalidOpException}; nothing has changed then.
 */
public interface HeapEventSink {
  /** A block was handed out; an address of 0 stands for a failure. */
  void allocated(long address, long sizeBytes) throws IOException;

  /**
   * A block was handed out that was asked for with an alignment.
   *
   * @param alignment a power of two, 1 to 2⁶²; 1 stands for none
   */
  default void allocatedAligned(long address, long sizeBytes, long alignment) throws IOException {
    if (alignment > 1) {
      mark(OpAnnotationKind.ALIGNMENT, alignment);
    }
    allocated(address, sizeBytes);
  }

  /** A block was given back; an address of 0 stands for none. */
  void freed(long address) throws IOException;

  /**
   * A block goes on at another address, perhaps the same, with another size. An old address of 0
   * makes it an allocation, a new one of 0 a failure that left the block as it was.
   */
  void resized(long oldAddress, long newAddress, long sizeBytes) throws IOException;

  /**
   * The program touched memory.
   *
   * @param kind load, store or modify
   */
  void accessed(OpKind kind, long address, long sizeBytes) throws IOException;

  /**
   * What is said before the next event. Who only looks at blocks passes it over; who hands events
   * on hands this on, too.
   */
  default void mark(OpAnnotationKind mark, long value) throws IOException {}
}
