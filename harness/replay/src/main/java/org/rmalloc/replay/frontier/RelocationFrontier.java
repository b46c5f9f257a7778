// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.frontier;

import java.util.List;
import java.util.stream.Stream;

/**
 * How many bytes must move for how small a heap, for one trace.
 *
 * @param trace its name
 * @param sha256 of the file's uncompressed bytes
 * @param requests N, F and R
 * @param peakLive the maximum of live bytes
 * @param allocatedBytes the sizes of all N, and of all R their new ones
 * @param curves of relocating contenders: as many as assumptions about locks make a difference; of
 *     others one with a point, or none where there is no smallest heap
 */
public record RelocationFrontier(
    String trace,
    String sha256,
    long requests,
    long peakLive,
    long allocatedBytes,
    List<FrontierCurve> curves) {

  /** Copies the list. */
  public RelocationFrontier {
    curves = List.copyOf(curves);
  }

  /** The curves of contenders that move blocks. */
  public Stream<FrontierCurve> moving() {
    return curves.stream().filter(FrontierCurve::relocates);
  }

  /** The points of those that do not, lower bounds among them. */
  public Stream<FrontierCurve> still() {
    return curves.stream().filter(curve -> !curve.relocates());
  }

  /** A heap in peaks of live bytes. */
  public double inPeaks(long heapBytes) {
    return (double) heapBytes / peakLive;
  }

  /**
   * Bytes moved for each byte allocated: 1 / c in the terms of Bendersky and Petrank, "Space
   * overhead bounds for dynamic memory management with partial compaction", POPL 2011, whose
   * <em>c-partial</em> memory managers may move at most that share of what was allocated.
   */
  public double movedShare(FrontierPoint.Figures figures) {
    return allocatedBytes == 0 ? 0 : (double) figures.bytesMoved() / allocatedBytes;
  }

  /** Loads and stores a request, out-of-memory handling included. */
  public double costPerRequest(FrontierPoint.Figures figures) {
    return (double) figures.totalCost() / requests;
  }
}
