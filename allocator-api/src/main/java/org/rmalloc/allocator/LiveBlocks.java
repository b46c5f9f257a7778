// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

import java.util.Arrays;

/**
 * Sizes and lock depths of live blocks by handle: open addressing with linear probing. A freed
 * handle keeps its cell, so that a second use differs from the use of one that was never live.
 */
final class LiveBlocks {
  private static final byte NEVER_LIVE = -2;
  private static final byte FREED = -1;

  private long[] handles = new long[256];
  private long[] sizes = new long[256];
  private byte[] depths = filled(256); // NEVER_LIVE, FREED, or the lock depth of a live block
  private int taken;

  boolean isLive(long handle) {
    return depths[cellOf(handle)] >= 0;
  }

  boolean wasLive(long handle) {
    return depths[cellOf(handle)] == FREED;
  }

  long sizeBytes(long handle) {
    return sizes[cellOf(handle)];
  }

  int lockDepth(long handle) {
    return depths[cellOf(handle)];
  }

  void add(long handle, long sizeBytes) {
    int cell = cellOf(handle);
    if (depths[cell] == NEVER_LIVE && 2 * ++taken > handles.length) {
      grow();
      cell = cellOf(handle);
    }
    handles[cell] = handle;
    sizes[cell] = sizeBytes;
    depths[cell] = 0;
  }

  void resize(long handle, long sizeBytes) {
    sizes[cellOf(handle)] = sizeBytes;
  }

  void remove(long handle) {
    depths[cellOf(handle)] = FREED;
  }

  void addLock(long handle) {
    depths[cellOf(handle)]++;
  }

  void removeLock(long handle) {
    depths[cellOf(handle)]--;
  }

  private int cellOf(long handle) {
    int mask = handles.length - 1;
    int cell = (int) ((handle * 0x9E3779B97F4A7C15L) >>> 33) & mask;
    while (depths[cell] != NEVER_LIVE && handles[cell] != handle) {
      cell = (cell + 1) & mask;
    }
    return cell;
  }

  private void grow() {
    long[] oldHandles = handles;
    long[] oldSizes = sizes;
    byte[] oldDepths = depths;
    handles = new long[2 * oldHandles.length];
    sizes = new long[handles.length];
    depths = filled(handles.length);
    for (int old = 0; old < oldHandles.length; old++) {
      if (oldDepths[old] != NEVER_LIVE) {
        int cell = cellOf(oldHandles[old]);
        handles[cell] = oldHandles[old];
        sizes[cell] = oldSizes[old];
        depths[cell] = oldDepths[old];
      }
    }
  }

  private static byte[] filled(int cells) {
    byte[] depths = new byte[cells];
    Arrays.fill(depths, NEVER_LIVE);
    return depths;
  }
}
