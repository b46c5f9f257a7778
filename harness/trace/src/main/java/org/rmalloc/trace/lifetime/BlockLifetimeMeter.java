// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lifetime;

import java.util.Arrays;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.TraceChecker;

/**
 * Measures the lifetimes of a trace of the access dialect in one pass. O(1) expected an op; memory
 * in proportion to the handles.
 */
public final class BlockLifetimeMeter implements OpSink {
  private final TraceChecker checker = new TraceChecker(Dialect.ACCESS);
  private long accesses;
  private int[] fileHandles = new int[256]; // by dense handle, as the next two
  private long[] own = new long[256];

  /** Accesses before the birth; once freed, {@link #accesses} then less that, complemented. */
  private long[] spans = new long[256];

  @Override
  public void add(OpKind kind, int fileHandle, long address, long sizeBytes) {
    int handle = checker.check(kind, fileHandle, sizeBytes);
    switch (kind) {
      case NEW -> birth(handle, fileHandle);
      case FREE -> spans[handle] = ~(accesses - spans[handle]);
      case LOAD, STORE, MODIFY -> {
        own[handle]++;
        accesses++;
      }
      case RESIZE, LOCK, UNLOCK -> {
        // no access
      }
    }
  }

  /** The lifetimes of the ops so far. The tally is not to be used afterwards. */
  public Lifetimes lifetimes() {
    return new Lifetimes(accesses, checker.handleCount(), fileHandles, own, spans);
  }

  private void birth(int handle, int fileHandle) {
    if (handle == own.length) {
      int longer = (int) Math.min(Integer.MAX_VALUE - 8, 2L * handle);
      fileHandles = Arrays.copyOf(fileHandles, longer);
      own = Arrays.copyOf(own, longer);
      spans = Arrays.copyOf(spans, longer);
    }
    fileHandles[handle] = fileHandle;
    spans[handle] = accesses;
  }
}
