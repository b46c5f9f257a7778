// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.mapping.EventToOpTranslator;
import org.rmalloc.trace.mapping.HeapEventSink;
import org.rmalloc.trace.mapping.ReallocMode;
import org.rmalloc.trace.mapping.RecordedEventCounts;

/** Counts events by kind, and holds each against what is live. */
final class RecordedEventCounter implements HeapEventSink {
  private final EventToOpTranslator mapping;
  private final long[] byKind;

  RecordedEventCounter() {
    mapping =
        new EventToOpTranslator(
            (kind, handle, address, sizeBytes) -> {}, ReallocMode.RESIZE, false);
    byKind = new long[OpKind.Code.UNLOCK + 1];
  }

  private RecordedEventCounter(RecordedEventCounter parent) {
    mapping = parent.mapping.copy();
    byKind = parent.byKind.clone();
  }

  /** What a forked process starts with. */
  RecordedEventCounter copy() {
    return new RecordedEventCounter(this);
  }

  /** Events of some kinds. */
  long count(OpKind first, OpKind second, OpKind third) {
    return count(first) + count(second) + count(third);
  }

  /** Events of a kind. */
  long count(OpKind kind) {
    return byKind[kind.code()];
  }

  /** What became of them. */
  RecordedEventCounts mapped() {
    return mapping.counts();
  }

  @Override
  public void allocated(long address, long sizeBytes) throws IOException {
    byKind[OpKind.Code.NEW]++;
    mapping.allocated(address, sizeBytes);
  }

  @Override
  public void freed(long address) throws IOException {
    byKind[OpKind.Code.FREE]++;
    mapping.freed(address);
  }

  @Override
  public void resized(long oldAddress, long newAddress, long sizeBytes) throws IOException {
    byKind[OpKind.Code.RESIZE]++;
    mapping.resized(oldAddress, newAddress, sizeBytes);
  }

  @Override
  public void accessed(OpKind kind, long address, long sizeBytes) throws IOException {
    byKind[kind.code()]++;
    mapping.accessed(kind, address, sizeBytes);
  }
}
