// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

import java.util.Arrays;
import java.util.Locale;

/**
 * Refuses what no valid trace holds, and numbers handles densely by their first op: 0, 1, 2 …
 *
 * <p>Knows what each handle is at the op that comes next: unborn, live, locked or freed. O(1)
 * expected an op; memory in proportion to the handles.
 */
public final class TraceChecker {
  private static final byte LIVE = 0;
  private static final byte LOCKED = 1;
  private static final byte FREED = 2;

  private final Dialect dialect;
  private final DenseHandleNumbers numbers = new DenseHandleNumbers();
  private int handleCount;
  private int[] fileHandles = new int[256]; // by dense handle, as the next two
  private byte[] states = new byte[256];
  private long[] sizes = new long[256];
  private long liveBytes;
  private long repeatedLocks;

  /** A checker of an empty trace. */
  public TraceChecker(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * Checks the next op.
   *
   * @param fileHandle the handle's number in the file
   * @return its dense number
   * @throws InvalidOpException when no valid trace has it here; nothing has changed then
   */
  public int check(OpKind kind, int fileHandle, long sizeBytes) {
    if (kind == OpKind.NEW) {
      return birth(fileHandle, sizeBytes);
    }
    int handle = liveHandle(kind, fileHandle);
    switch (kind) {
      case FREE -> {
        states[handle] = FREED;
        liveBytes -= sizes[handle];
      }
      case RESIZE -> {
        liveBytes = liveBytesWith(sizeBytes - sizes[handle]);
        sizes[handle] = sizeBytes;
      }
      case LOCK -> change(handle, LOCKED);
      case UNLOCK -> change(handle, LIVE);
      case NEW, LOAD, STORE, MODIFY -> {
        // nothing changes
      }
    }
    return handle;
  }

  /** Handles seen so far. */
  public int handleCount() {
    return handleCount;
  }

  /** The last size of a block, by its dense handle, in bytes. */
  public long sizeBytes(int handle) {
    return sizes[handle];
  }

  /** Whether a block was freed, by its dense handle. */
  public boolean isFreed(int handle) {
    return states[handle] == FREED;
  }

  /** Locks of locked blocks and unlocks of unlocked ones so far. */
  public long repeatedLockCount() {
    return repeatedLocks;
  }

  int[] fileHandles() {
    return Arrays.copyOf(fileHandles, handleCount);
  }

  private int birth(int fileHandle, long sizeBytes) {
    checkUnborn(fileHandle);
    liveBytes = liveBytesWith(sizeBytes);
    if (handleCount == fileHandles.length) {
      grow();
    }
    numbers.put(fileHandle, handleCount);
    fileHandles[handleCount] = fileHandle;
    sizes[handleCount] = sizeBytes;
    return handleCount++;
  }

  private int liveHandle(OpKind kind, int fileHandle) {
    int handle = numbers.get(fileHandle);
    if (handle == DenseHandleNumbers.NONE || states[handle] == FREED || !dialect.holds(kind)) {
      throw refusal(kind, fileHandle, handle);
    }
    return handle;
  }

  private void change(int handle, byte state) {
    if (states[handle] == state) {
      repeatedLocks++;
    }
    states[handle] = state;
  }

  private long liveBytesWith(long moreBytes) {
    long sum = liveBytes + moreBytes;
    if (sum < 0) {
      throw new InvalidOpException(
          "more live bytes than 2^63 - 1", "sizes whose sum is below 2^63");
    }
    return sum;
  }

  private void checkUnborn(int fileHandle) {
    int known = numbers.get(fileHandle);
    if (known != DenseHandleNumbers.NONE) {
      throw new InvalidOpException(
          "a new block with handle %d, which is %s already"
              .formatted(fileHandle, states[known] == FREED ? "freed" : "live"),
          "a handle not used before");
    }
  }

  private InvalidOpException refusal(OpKind kind, int fileHandle, int handle) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    if (!dialect.holds(kind)) {
      return new InvalidOpException(
          name + " in a trace of the " + dialect.label() + " dialect",
          "one of " + dialect.letters());
    }
    String fault = handle == DenseHandleNumbers.NONE ? "was never allocated" : "is freed already";
    return new InvalidOpException(
        "%s of handle %d, which %s".formatted(name, fileHandle, fault), "a live handle");
  }

  private void grow() {
    int longer = (int) Math.min(Integer.MAX_VALUE - 8, 2L * handleCount);
    fileHandles = Arrays.copyOf(fileHandles, longer);
    states = Arrays.copyOf(states, longer);
    sizes = Arrays.copyOf(sizes, longer);
  }
}
