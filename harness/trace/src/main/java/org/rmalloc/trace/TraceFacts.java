// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

/**
 * Counts and peaks of a trace, computed in one pass.
 *
 * <p>Live bytes are the sum of the sizes of live blocks, as asked for; a resize changes them at one
 * instant. The peak is at the first op after which they are at their most.
 */
public final class TraceFacts {
  private final long[] counts = new long[OpKind.Code.COUNT];
  private long liveBytes;
  private long liveBlocks;
  private long peakLiveBytes;
  private int peakOp = -1;
  private long peakRequest = -1;
  private long peakLiveBlocks;
  private long largestBytes;
  private long requestedBytes;
  private long requests;

  private TraceFacts() {}

  /** The facts of a trace. O(ops). */
  public static TraceFacts of(Trace trace) {
    TraceFacts facts = new TraceFacts();
    long[] blockSizes = new long[trace.handleCount()];
    byte[] kinds = trace.kinds();
    int[] handles = trace.handles();
    long[] sizes = trace.sizes();
    for (int op = 0; op < kinds.length; op++) {
      facts.counts[kinds[op]]++;
      if (kinds[op] <= OpKind.Code.RESIZE) {
        facts.addRequest(op, kinds[op], handles[op], sizes[op], blockSizes);
      }
    }
    return facts;
  }

  private void addRequest(int op, byte kind, int handle, long sizeBytes, long[] blockSizes) {
    if (kind == OpKind.Code.FREE) {
      liveBytes -= sizeBytes;
      liveBlocks--;
    } else {
      addPlacement(kind, sizeBytes - blockSizes[handle], sizeBytes);
      blockSizes[handle] = sizeBytes;
    }
    if (liveBytes > peakLiveBytes || peakOp < 0) {
      peakLiveBytes = liveBytes;
      peakOp = op;
      peakRequest = requests;
    }
    requests++;
  }

  private void addPlacement(byte kind, long moreBytes, long sizeBytes) {
    liveBytes += moreBytes;
    if (kind == OpKind.Code.NEW) {
      peakLiveBlocks = Math.max(peakLiveBlocks, ++liveBlocks);
    }
    largestBytes = Math.max(largestBytes, sizeBytes);
    requestedBytes = saturatedSum(requestedBytes, sizeBytes);
  }

  private static long saturatedSum(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** Ops of a kind. */
  public long count(OpKind kind) {
    return counts[kind.code()];
  }

  /** Births, frees and resizes: what {@code op_index} counts. */
  public long requestCount() {
    return requests;
  }

  /** Loads, stores and modifications. */
  public long accessCount() {
    return count(OpKind.LOAD) + count(OpKind.STORE) + count(OpKind.MODIFY);
  }

  /** The most live bytes after any op. */
  public long peakLiveBytes() {
    return peakLiveBytes;
  }

  /** The op, counted among all ops from 0, after which live bytes peak first; −1 without any. */
  public int peakOp() {
    return peakOp;
  }

  /** The same op counted among requests from 0; −1 without any. */
  public long peakRequest() {
    return peakRequest;
  }

  /** The most live blocks after any op. */
  public long peakLiveBlocks() {
    return peakLiveBlocks;
  }

  /** Live bytes after the last op. */
  public long finalLiveBytes() {
    return liveBytes;
  }

  /** Blocks never freed. */
  public long finalLiveBlocks() {
    return liveBlocks;
  }

  /** The largest size asked for, in bytes. */
  public long largestBytes() {
    return largestBytes;
  }

  /** The sum of all sizes ever asked for, resizes included; 2⁶³ − 1 if it is more. */
  public long requestedBytes() {
    return requestedBytes;
  }

  /** Whether replaying this trace locks blocks. */
  public boolean demandsLocks() {
    return count(OpKind.LOCK) > 0;
  }
}
