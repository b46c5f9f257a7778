package org.rmalloc.trace.realloc;

import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;

/**
 * Makes of every resize a free and the birth of a new handle, under which the block goes on.
 * Handles of the file are renumbered: 0, 1, 2 … in order of birth. A lock ends with the free.
 */
public final class ReallocSplit {
  private final Trace trace;
  private final TraceBuilder split;
  private final int[] current; // by handle of the trace: its handle in the split one
  private int births;

  private ReallocSplit(Trace trace) {
    this.trace = trace;
    split = new TraceBuilder(trace.dialect(), trace.addresses().length > 0);
    current = new int[trace.handleCount()];
  }

  /** The trace without resizes; the same one if it has none. O(ops). */
  public static Trace split(Trace trace) {
    if (trace.facts().count(OpKind.RESIZE) == 0) {
      return trace;
    }
    return new ReallocSplit(trace).build();
  }

  private Trace build() {
    boolean hasAddresses = trace.addresses().length > 0;
    for (int op = 0; op < trace.opCount(); op++) {
      long address = hasAddresses ? trace.addresses()[op] : 0;
      add(trace.kind(op), trace.handles()[op], address, trace.sizes()[op]);
    }
    return split.build(trace.provenance().with("realloc=free-new"));
  }

  private void add(OpKind kind, int handle, long address, long sizeBytes) {
    if (kind == OpKind.RESIZE) {
      split.add(OpKind.FREE, current[handle], address, 0);
    }
    if (kind == OpKind.RESIZE || kind == OpKind.NEW) {
      current[handle] = births++;
      split.add(OpKind.NEW, current[handle], address, sizeBytes);
    } else {
      split.add(kind, current[handle], address, sizeBytes);
    }
  }
}
