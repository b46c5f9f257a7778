// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

import java.io.IOException;
import java.util.Objects;

/**
 * A program's use of its heap, packed into columns of one entry an op.
 *
 * <p>Handles are dense, 0 to {@link #handleCount} exclusive, numbered by their first op; each is
 * born once and freed at most once. A trace is valid by construction: its builder refuses an op of
 * a handle that is not live, a second birth, and a kind that its dialect does not have; a lock is
 * of an unlocked block, an unlock of a locked one; the live bytes stay below 2⁶³.
 *
 * <p>The columns are handed out themselves, not copies, so that a replay loop can read them; nobody
 * writes to them. Immutable otherwise.
 */
public final class Trace {
  private final Dialect dialect;
  private final byte[] kinds;
  private final int[] handles;
  private final long[] sizes;
  private final long[] addresses;
  private final int[] fileHandles;
  private final OpAnnotations marks;
  private final TraceProvenance provenance;

  Trace(
      Dialect dialect,
      byte[] kinds,
      int[] handles,
      long[] sizes,
      long[] addresses,
      int[] fileHandles,
      OpAnnotations marks,
      TraceProvenance provenance) {
    this.dialect = Objects.requireNonNull(dialect);
    this.kinds = kinds;
    this.handles = handles;
    this.sizes = sizes;
    this.addresses = addresses;
    this.fileHandles = fileHandles;
    this.marks = Objects.requireNonNull(marks);
    this.provenance = Objects.requireNonNull(provenance);
  }

  /** Which ops this trace may hold. */
  public Dialect dialect() {
    return dialect;
  }

  /** How many ops it holds, accesses and locks included. */
  public int opCount() {
    return kinds.length;
  }

  /** How many handles it names. */
  public int handleCount() {
    return fileHandles.length;
  }

  /** By op: the kind's {@link OpKind#code}. Not to be written to. */
  public byte[] kinds() {
    return kinds;
  }

  /** The kind of an op. */
  public OpKind kind(int op) {
    return OpKind.of(kinds[op]);
  }

  /** By op: the dense handle. Not to be written to. */
  public int[] handles() {
    return handles;
  }

  /**
   * By op, in bytes: the size of the block of a birth and of a free, the new size of a resize, the
   * width of an access; 0 of a lock or unlock.
   */
  public long[] sizes() {
    return sizes;
  }

  /** By op: the address in the recorded program, unsigned; empty when nobody needs it. */
  public long[] addresses() {
    return addresses;
  }

  /** By dense handle: the handle's number in the file it came from. */
  public int[] fileHandles() {
    return fileHandles;
  }

  /** Alignments, threads and times. */
  public OpAnnotations marks() {
    return marks;
  }

  /** Where it came from. */
  public TraceProvenance provenance() {
    return provenance;
  }

  /** The same ops, said to come from elsewhere. Shares the columns. */
  public Trace with(TraceProvenance other) {
    return new Trace(dialect, kinds, handles, sizes, addresses, fileHandles, marks, other);
  }

  /** The same ops with other marks. Shares the columns. */
  public Trace with(OpAnnotations other) {
    return new Trace(dialect, kinds, handles, sizes, addresses, fileHandles, other, provenance);
  }

  /**
   * Writes all ops to a sink, marks between them, under the handles of the file that they came
   * from; the size of a free, a lock and an unlock is 0 there, as in files.
   */
  public void writeTo(OpSink sink) throws IOException {
    int clock = 0;
    for (int op = 0; op < kinds.length; op++) {
      clock = writeMarks(sink, op, clock);
      OpKind kind = OpKind.of(kinds[op]);
      long address = addresses.length > 0 ? addresses[op] : 0;
      long sizeBytes = kind == OpKind.FREE ? 0 : sizes[op];
      sink.add(kind, fileHandles[handles[op]], address, sizeBytes);
    }
  }

  /** Writes what is said before an op; returns the next clock mark. */
  private int writeMarks(OpSink sink, int op, int firstClock) throws IOException {
    int clock = firstClock;
    while (clock < marks.clockOps().length && marks.clockOps()[clock] == op) {
      sink.mark(OpAnnotationKind.CLOCK, marks.clockNanos()[clock++]);
    }
    int thread = marks.thread(op);
    if (thread != (op == 0 ? 0 : marks.thread(op - 1))) {
      sink.mark(OpAnnotationKind.THREAD, thread);
    }
    int log2Alignment = marks.log2Alignment(op);
    if (log2Alignment > 0) {
      sink.mark(OpAnnotationKind.ALIGNMENT, 1L << log2Alignment);
    }
    return clock;
  }

  /** Counts and peaks of this trace. One pass over it. */
  public TraceFacts facts() {
    return TraceFacts.of(this);
  }
}
