package org.rmalloc.replay.time;

import java.io.IOException;
import java.util.Arrays;
import org.rmalloc.replay.workload.PackedFile;

/**
 * The times of requests: each the median over passes, in nanoseconds as measured, the timer's
 * overhead included. Immutable.
 */
public final class RequestTimes {
  private final int[] opNanos; // by request, up to the one that could not be met
  private final int[] oomRequests; // at which out-of-memory handling was called, ascending
  private final long[] oomNanos; // by call

  RequestTimes(int[] opNanos, int[] oomRequests, long[] oomNanos) {
    this.opNanos = opNanos;
    this.oomRequests = oomRequests;
    this.oomNanos = oomNanos;
  }

  /** The time of a request without out-of-memory handling; at most 2³¹ − 1. */
  public long opNanos(long request) {
    return opNanos[(int) request];
  }

  /** The time of a request's out-of-memory handling; 0 without. O(log calls). */
  public long oomNanos(long request) {
    int call = Arrays.binarySearch(oomRequests, (int) request);
    return call < 0 ? 0 : oomNanos[call];
  }

  /** The longest out-of-memory handling; 0 if there was none. */
  public long longestPauseNanos() {
    return Arrays.stream(oomNanos).max().orElse(0);
  }

  void write(PackedFile out) throws IOException {
    out.writeInts(opNanos);
    out.writeInts(oomRequests);
    out.writeLongs(oomNanos);
  }

  static RequestTimes read(PackedFile in) throws IOException {
    return new RequestTimes(in.readInts(), in.readInts(), in.readLongs());
  }
}
