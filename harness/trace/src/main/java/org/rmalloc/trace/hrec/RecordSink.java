package org.rmalloc.trace.hrec;

import java.io.IOException;
import org.rmalloc.trace.OpKind;

/** Takes what a recorded program did to its heap, in order. Addresses are unsigned. */
public interface RecordSink {
  /** A block was allocated. */
  void born(long address, long sizeBytes) throws IOException;

  /** The block at an address was freed. */
  void freed(long address) throws IOException;

  /** The block at {@code from} went on at {@code to}, which may be the same, with a new size. */
  void resized(long from, long to, long sizeBytes) throws IOException;

  /**
   * Memory was accessed, of a block or not.
   *
   * @param kind load, store or modify
   */
  void accessed(OpKind kind, long address, long sizeBytes) throws IOException;
}
