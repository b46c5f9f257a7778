// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.mapping.HeapEventSink;

/**
 * Counts the events of a process, and says when it comes to the place where another one was forked
 * off, whose counts go on from a copy. So a history is read once, however many go on from it.
 */
final class ProcessForkPointFinder implements HeapEventSink {
  /** Told of a forked process and of what it starts with. */
  @FunctionalInterface
  interface Fork {
    void forked(RawRecordingFile child, RecordedEventCounter counter) throws IOException;
  }

  /**
   * A forked process.
   *
   * @param records of its parent before it
   */
  record Child(RawRecordingFile image, long records) {}

  private final RecordedEventCounter counter;
  private final Deque<Child> children;
  private final Fork fork;
  private long index;

  /** The children in order of their records. */
  ProcessForkPointFinder(RecordedEventCounter counter, List<Child> children, Fork fork) {
    this.counter = counter;
    this.children = new ArrayDeque<>(children);
    this.fork = fork;
  }

  /** Comes to the end, where those are left that were forked last. */
  void end() throws IOException {
    while (!children.isEmpty()) {
      fork.forked(children.removeFirst().image(), counter.copy());
    }
  }

  @Override
  public void allocated(long address, long sizeBytes) throws IOException {
    advance();
    counter.allocated(address, sizeBytes);
  }

  @Override
  public void freed(long address) throws IOException {
    advance();
    counter.freed(address);
  }

  @Override
  public void resized(long oldAddress, long newAddress, long sizeBytes) throws IOException {
    advance();
    counter.resized(oldAddress, newAddress, sizeBytes);
  }

  @Override
  public void accessed(OpKind kind, long address, long sizeBytes) throws IOException {
    advance();
    counter.accessed(kind, address, sizeBytes);
  }

  /** A thread or a time is a record of its own; an alignment is a part of the next. */
  @Override
  public void mark(OpAnnotationKind mark, long value) throws IOException {
    if (mark != OpAnnotationKind.ALIGNMENT) {
      advance();
    }
    counter.mark(mark, value);
  }

  private void advance() throws IOException {
    while (!children.isEmpty() && children.getFirst().records() <= index) {
      fork.forked(children.removeFirst().image(), counter.copy());
    }
    index++;
  }
}
