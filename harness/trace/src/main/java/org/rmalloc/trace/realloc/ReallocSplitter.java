// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.realloc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceChecker;

/**
 * Makes of every resize a free and the birth of a new handle, under which the block goes on.
 * Handles of the file are renumbered: 0, 1, 2 … in order of birth. A lock ends with the free.
 *
 * <p>O(1) expected an op; memory in proportion to the handles.
 */
public final class ReallocSplitter implements OpSink {
  /** The step of a trace's provenance that says so. */
  public static final String STEP = "realloc=free-new";

  private final TraceChecker checker;
  private final OpSink out;
  private int[] current = new int[256]; // by dense handle of the input: its handle in the output
  private byte[] alignments = new byte[256]; // by dense handle of the input: log2
  private long alignment = 1; // of the block that is allocated next
  private int births;

  /**
   * A split at the start of a trace, which refuses what no valid trace holds.
   *
   * @param out takes the ops without resizes
   */
  public ReallocSplitter(Dialect dialect, OpSink out) {
    checker = new TraceChecker(dialect);
    this.out = out;
  }

  /** The trace without resizes; the same one if it has none. O(ops). */
  public static Trace split(Trace trace) {
    if (trace.facts().count(OpKind.RESIZE) == 0) {
      return trace;
    }
    TraceBuilder split = new TraceBuilder(trace.dialect(), trace.addresses().length > 0);
    try {
      trace.writeTo(new ReallocSplitter(trace.dialect(), split));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a builder writes nowhere
    }
    return split.build(trace.provenance().with(STEP));
  }

  @Override
  public void add(OpKind kind, int fileHandle, long address, long sizeBytes) throws IOException {
    int handle = checker.check(kind, fileHandle, sizeBytes);
    if (kind == OpKind.RESIZE) {
      out.add(OpKind.FREE, current[handle], address, 0);
    }
    if (kind == OpKind.RESIZE || kind == OpKind.NEW) {
      name(handle);
      if (kind == OpKind.NEW) {
        alignments[handle] = (byte) Long.numberOfTrailingZeros(alignment);
        alignment = 1;
      }
      if (alignments[handle] > 0) {
        out.mark(OpAnnotationKind.ALIGNMENT, 1L << alignments[handle]);
      }
      out.add(OpKind.NEW, current[handle], address, sizeBytes);
    } else {
      out.add(kind, current[handle], address, sizeBytes);
    }
  }

  @Override
  public void mark(OpAnnotationKind mark, long value) throws IOException {
    mark.check(value);
    if (mark == OpAnnotationKind.ALIGNMENT) {
      alignment = value;
    } else {
      out.mark(mark, value);
    }
  }

  private void name(int handle) {
    if (handle == current.length) {
      int longer = (int) Math.min(Integer.MAX_VALUE - 8, 2L * handle);
      current = Arrays.copyOf(current, longer);
      alignments = Arrays.copyOf(alignments, longer);
    }
    current[handle] = births++;
  }
}
