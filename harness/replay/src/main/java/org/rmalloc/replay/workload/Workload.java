// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import java.util.Arrays;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceFacts;
import org.rmalloc.trace.UsageException;

/**
 * What a trace asks of an allocator, packed into columns of one entry an op for the replay loops:
 * allocations, frees, resizes, locks and unlocks; accesses are left out.
 *
 * <p>A block is named by a slot, which another block takes over once it is freed, so that a loop
 * keeps its handles in as many cells as blocks are live at once. The columns are handed out
 * themselves, not copies; nobody writes to them. Immutable otherwise.
 */
public final class Workload {
  private final byte[] kinds;
  private final int[] slots;
  private final long[] sizes;
  private final AlignmentThreadClockColumns marks;
  private final int slotCount;
  private final long peakLive;
  private final long peakRequest;
  private final long requestCount;
  private final long peakAligned;

  Workload(
      byte[] kinds,
      int[] slots,
      long[] sizes,
      AlignmentThreadClockColumns marks,
      int slotCount,
      long peakLive,
      long peakRequest,
      long requestCount) {
    this.kinds = kinds;
    this.slots = slots;
    this.sizes = sizes;
    this.marks = marks;
    this.slotCount = slotCount;
    this.peakLive = peakLive;
    this.peakRequest = peakRequest;
    this.requestCount = requestCount;
    peakAligned = marks.alignments().length == 0 ? peakLive : findPeakAligned();
  }

  private long findPeakAligned() {
    long[] taken = new long[slotCount]; // beside sizes, by slot
    long[] liveSizes = new long[slotCount];
    long live = 0;
    long peak = 0;
    for (int op = 0; op < kinds.length; op++) {
      int slot = slots[op];
      if (kinds[op] > OpKind.Code.RESIZE) {
        continue;
      }
      if (kinds[op] == OpKind.Code.NEW) {
        taken[slot] = marks.alignments()[op] == 0 ? 0 : 1L << marks.alignments()[op];
        live += taken[slot];
        liveSizes[slot] = 0;
      }
      boolean isFree = kinds[op] == OpKind.Code.FREE;
      live += isFree ? -liveSizes[slot] - taken[slot] : sizes[op] - liveSizes[slot];
      liveSizes[slot] = sizes[op];
      peak = Math.max(peak, live);
    }
    return peak;
  }

  /**
   * The workload of a trace. O(ops).
   *
   * @throws UsageException when the trace holds no request
   */
  public static Workload of(Trace trace) {
    TraceFacts facts = trace.facts();
    if (facts.requestCount() == 0) {
      throw new UsageException(
          trace.provenance().name() + ": no N, F or R; there is nothing to replay");
    }
    int ops = (int) (trace.opCount() - facts.accessCount());
    return ops == trace.opCount() ? ofAll(trace, facts) : ofReplayed(trace, facts, ops);
  }

  /** Of a trace without accesses, which shares its columns: a long one takes half the memory so. */
  private static Workload ofAll(Trace trace, TraceFacts facts) {
    Slots slots = new Slots(trace.handleCount());
    int[] slotColumn = new int[trace.opCount()];
    for (int op = 0; op < slotColumn.length; op++) {
      slotColumn[op] = slots.of(trace.kinds()[op], trace.handles()[op]);
    }
    AlignmentThreadClockColumns marks = AlignmentThreadClockColumns.of(trace.marks());
    return of(trace.kinds(), slotColumn, trace.sizes(), marks, slots.count(), facts);
  }

  private static Workload ofReplayed(Trace trace, TraceFacts facts, int ops) {
    Slots slots = new Slots(trace.handleCount());
    byte[] kinds = new byte[ops];
    int[] slotColumn = new int[ops];
    long[] sizes = new long[ops];
    AlignmentThreadClockColumns marks = AlignmentThreadClockColumns.sized(trace.marks(), ops);
    int[] clockOps = trace.marks().clockOps();
    int clock = 0;
    int op = 0;
    for (int from = 0; from < trace.opCount(); from++) {
      while (clock < clockOps.length && clockOps[clock] <= from) {
        marks.clockOps()[clock++] = op;
      }
      byte kind = trace.kinds()[from];
      if (isReplayed(kind)) {
        kinds[op] = kind;
        slotColumn[op] = slots.of(kind, trace.handles()[from]);
        sizes[op] = trace.sizes()[from];
        marks.copy(trace.marks(), from, op);
        op++;
      }
    }
    Arrays.fill(marks.clockOps(), clock, clockOps.length, ops);
    return of(kinds, slotColumn, sizes, marks, slots.count(), facts);
  }

  private static Workload of(
      byte[] kinds,
      int[] slots,
      long[] sizes,
      AlignmentThreadClockColumns marks,
      int slotCount,
      TraceFacts facts) {
    return new Workload(
        kinds,
        slots,
        sizes,
        marks,
        slotCount,
        facts.peakLiveBytes(),
        facts.peakRequest(),
        facts.requestCount());
  }

  /** Whether a replay has to do with ops of a kind: all but accesses. */
  static boolean isReplayed(byte kind) {
    return kind <= OpKind.Code.RESIZE || kind >= OpKind.Code.LOCK;
  }

  /** How many ops there are, locks and unlocks included. */
  public int opCount() {
    return kinds.length;
  }

  /** How many allocations, frees and resizes there are: 1 or more. */
  public long requestCount() {
    return requestCount;
  }

  /** How many locks and unlocks there are. */
  public long lockCount() {
    return kinds.length - requestCount;
  }

  /** How many cells a loop needs for its handles. */
  public int slotCount() {
    return slotCount;
  }

  /** The maximum of live bytes. */
  public long peakLive() {
    return peakLive;
  }

  /**
   * The maximum of live bytes where each block counts its alignment, too: what an allocator may
   * need that places no block in front of an aligned one. The peak of live bytes where none is
   * aligned.
   */
  public long peakAligned() {
    return peakAligned;
  }

  /** The first request, from 0, after which as many are live. */
  public long peakRequest() {
    return peakRequest;
  }

  /** By op: the kind's code, one of {@link OpKind.Code}. Not to be written to. */
  public byte[] kinds() {
    return kinds;
  }

  /** By op: the block's slot, 0 to {@link #slotCount} exclusive. Not to be written to. */
  public int[] slots() {
    return slots;
  }

  /** By op, in bytes: what is asked for, or freed; 0 of a lock or unlock. Not to be written to. */
  public long[] sizes() {
    return sizes;
  }

  /**
   * By op: log2 of the alignment that an allocation asks for, 0 to 30, 0 of other ops; empty when
   * none asks. Not to be written to.
   */
  public byte[] alignments() {
    return marks.alignments();
  }

  /** What an allocation's address is to be a multiple of; 1 of other ops. */
  public int alignment(int op) {
    return marks.alignments().length == 0 ? 1 : 1 << marks.alignments()[op];
  }

  /** The largest alignment that an allocation asks for; 1 when none asks. */
  public int maximumAlignment() {
    int maximum = 0;
    for (byte log2 : marks.alignments()) {
      maximum = Math.max(maximum, log2);
    }
    return 1 << maximum;
  }

  /** By op: its thread; empty when all are of thread 0. Not to be written to. */
  public int[] threads() {
    return marks.threads();
  }

  /**
   * By op: the last time known before it, in nanoseconds since the program started; empty when none
   * is. Made at each call.
   */
  public long[] clocks() {
    return marks.clocks(opCount());
  }

  AlignmentThreadClockColumns marks() {
    return marks;
  }

  /** The same ops without alignments. Shares the other columns. */
  public Workload withoutAlignments() {
    AlignmentThreadClockColumns plain =
        new AlignmentThreadClockColumns(
            AlignmentThreadClockColumns.NONE.alignments(),
            marks.threads(),
            marks.clockOps(),
            marks.clockNanos());
    return new Workload(kinds, slots, sizes, plain, slotCount, peakLive, peakRequest, requestCount);
  }

  /** Gives each live block a slot, those freed last first, so that few are used and soon again. */
  private static final class Slots {
    private final int[] slotOf; // by dense handle
    private int[] vacant = new int[64];
    private int vacantCount;
    private int count;

    Slots(int handleCount) {
      slotOf = new int[handleCount];
    }

    int count() {
      return count;
    }

    int of(byte kind, int handle) {
      return switch (kind) {
        case OpKind.Code.NEW -> allocate(handle);
        case OpKind.Code.FREE -> free(handle);
        default -> slotOf[handle];
      };
    }

    private int allocate(int handle) {
      slotOf[handle] = vacantCount > 0 ? vacant[--vacantCount] : count++;
      return slotOf[handle];
    }

    private int free(int handle) {
      if (vacantCount == vacant.length) {
        vacant = Arrays.copyOf(vacant, 2 * vacantCount);
      }
      vacant[vacantCount++] = slotOf[handle];
      return slotOf[handle];
    }
  }
}
