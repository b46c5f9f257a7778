// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.heap;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Makes zeroed heaps that count nothing, for replays that neither fill blocks nor are timed:
 * copying bytes that nobody wrote costs little there. They have no {@link Heap#payload}.
 *
 * <p>The memory of a large heap serves the next one when it is closed: the first touch of a page
 * costs more than clearing it. Thread-safe; each heap is for one thread.
 */
public final class UnfilledHeaps implements AutoCloseable {
  private final int usual;
  private final Deque<ZeroPageSkippingHeap> closed = new ArrayDeque<>();

  /**
   * None yet.
   *
   * @param usual bytes of the largest heap that is usual, {@link Heap#MIN_CAPACITY} to {@link
   *     Heap#MAX_CAPACITY}: memory reserved for a heap can serve any other up to this
   */
  public UnfilledHeaps(long usual) {
    this.usual = Heap.checkCapacity(usual);
  }

  /**
   * A zeroed heap, to be closed.
   *
   * @param capacity bytes, {@link Heap#MIN_CAPACITY} to {@link Heap#MAX_CAPACITY}
   * @throws OutOfMemoryError when the operating system refuses to reserve so much
   */
  public Heap heap(long capacity) {
    int length = Heap.checkCapacity(capacity);
    return length < Heap.MIN_RESERVED_BYTES ? new PlainHeap(new byte[length]) : reserved(length);
  }

  /** A heap outside the Java heap, whatever its size. */
  synchronized Heap reserved(int length) {
    while (!closed.isEmpty()) {
      ZeroPageSkippingHeap last = closed.pop();
      if (last.hasRoomFor(length)) {
        return last.next(length);
      }
      last.release();
    }
    return ZeroPageSkippingHeap.reserve(this, Math.max(length, usual), length);
  }

  /** Takes the memory of a closed heap, all of it zero. */
  synchronized void keep(ZeroPageSkippingHeap heap) {
    closed.push(heap);
  }

  /** Gives back the memory of all heaps, which are closed. */
  @Override
  public synchronized void close() {
    closed.forEach(ZeroPageSkippingHeap::release);
    closed.clear();
  }
}
