// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

/**
 * The original's largest request in closed form, which holds at every figure published of it: it
 * depends on sums of what was asked for alone.
 *
 * <p>With H bytes a header, n blocks allocated so far and F = heap − live bytes: the largest of F,
 * F − 8, F − 16, … above 0 that still fits between the end of all blocks ever allocated (8 bytes or
 * more each) and the header table, one header more included; 0 if none does.
 */
final class ClosedForm {
  private final long heap;
  private final int headerBytes;
  private long allocated;
  private long everPlaced;
  private long live;

  ClosedForm(long heap, int headerBytes) {
    this.heap = heap;
    this.headerBytes = headerBytes;
  }

  void malloc(long size) {
    allocated++;
    everPlaced += Math.max(size, 8);
    live += size;
  }

  void free(long size) {
    live -= size;
  }

  /** The greatest value of the original's grid that is no larger than {@code bytes}. */
  long onGrid(long bytes) {
    for (long step = heap - live; step > 0; step -= 8) {
      if (step <= bytes) {
        return step;
      }
    }
    return 0;
  }

  long largestRequest() {
    long placedUpTo = 4 * listHeads() + everPlaced;
    long before = heap - 2L * headerBytes - headerBytes * usedHeaders();
    for (long step = heap - live; step > 0; step -= 8) {
      if (placedUpTo + step + headerBytes < before) {
        return step;
      }
    }
    return 0;
  }

  private long usedHeaders() {
    return headerBytes == 17 || allocated <= 2 ? allocated - 1 : allocated - 2;
  }

  private long listHeads() {
    long heads = 1;
    for (long rest = heap; rest > 1; rest /= 2) {
      heads++;
    }
    return heads;
  }
}
