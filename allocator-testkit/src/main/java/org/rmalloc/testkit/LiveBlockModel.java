// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.Arrays;

/**
 * The naive model: what a client knows about its blocks, and nothing about where they lie but the
 * addresses that it was given. Blocks are named as in {@link CallSequence}.
 */
final class LiveBlockModel {
  private static final int NOT_LIVE = -1;

  private final long[] handles;
  private final long[] sizes;
  private final long[] addresses;
  private final int[] alignments;
  private final byte[] depths;
  private final int[] positions; // in live, or NOT_LIVE
  private final int[] live; // the live blocks, in no order
  private final HandleNumberTable numbers = new HandleNumberTable();
  private int[] blocksByNumber = new int[64];
  private int liveCount;
  private int lockedCount;
  private int emptyCount;
  private long liveBytes;

  /** A model for blocks 0 to {@code blocks} exclusive. */
  LiveBlockModel(int blocks) {
    handles = new long[blocks];
    sizes = new long[blocks];
    addresses = new long[blocks];
    alignments = new int[blocks];
    depths = new byte[blocks];
    positions = new int[blocks];
    live = new int[blocks];
    Arrays.fill(positions, NOT_LIVE);
  }

  void add(int block, long handle, long sizeBytes, long address, int alignment) {
    handles[block] = handle;
    sizes[block] = sizeBytes;
    addresses[block] = address;
    alignments[block] = alignment;
    positions[block] = liveCount;
    live[liveCount++] = block;
    liveBytes += sizeBytes;
    emptyCount += sizeBytes == 0 ? 1 : 0;
    int number = numbers.number(handle);
    if (number == blocksByNumber.length) {
      blocksByNumber = Arrays.copyOf(blocksByNumber, 2 * number);
    }
    blocksByNumber[number] = block;
  }

  void remove(int block) {
    int last = live[--liveCount];
    live[positions[block]] = last;
    positions[last] = positions[block];
    positions[block] = NOT_LIVE;
    liveBytes -= sizes[block];
    emptyCount -= sizes[block] == 0 ? 1 : 0;
    lockedCount -= depths[block] > 0 ? 1 : 0;
    depths[block] = 0;
  }

  void resize(int block, long sizeBytes, long address) {
    emptyCount += (sizeBytes == 0 ? 1 : 0) - (sizes[block] == 0 ? 1 : 0);
    liveBytes += sizeBytes - sizes[block];
    sizes[block] = sizeBytes;
    addresses[block] = address;
  }

  void addLock(int block, long address) {
    lockedCount += depths[block]++ == 0 ? 1 : 0;
    addresses[block] = address;
  }

  void removeLock(int block) {
    lockedCount -= --depths[block] == 0 ? 1 : 0;
  }

  boolean isLive(int block) {
    return positions[block] != NOT_LIVE;
  }

  /** The live block that has {@code handle}, or −1. */
  int blockOf(long handle) {
    int number = numbers.find(handle);
    if (number < 0) {
      return NOT_LIVE;
    }
    int block = blocksByNumber[number];
    return isLive(block) && handles[block] == handle ? block : NOT_LIVE;
  }

  long handle(int block) {
    return handles[block];
  }

  long sizeBytes(int block) {
    return sizes[block];
  }

  /** Where the block lay when the client last asked; it still does if it is locked. */
  long address(int block) {
    return addresses[block];
  }

  /** What the block's address is to be a multiple of. */
  int alignment(int block) {
    return alignments[block];
  }

  int lockDepth(int block) {
    return depths[block];
  }

  int liveCount() {
    return liveCount;
  }

  /** Live blocks of size 0. */
  int emptyCount() {
    return emptyCount;
  }

  int lockedCount() {
    return lockedCount;
  }

  long liveBytes() {
    return liveBytes;
  }

  /** The live block at {@code position}, 0 to {@link #liveCount} exclusive, in no order. */
  int liveBlock(int position) {
    return live[position];
  }
}
