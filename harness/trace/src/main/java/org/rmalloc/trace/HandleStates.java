package org.rmalloc.trace;

import java.util.Arrays;
import java.util.Locale;

/** What each handle of a trace is at the op that is being added: unborn, live, locked or freed. */
final class HandleStates {
  private static final byte LIVE = 0;
  private static final byte LOCKED = 1;
  private static final byte FREED = 2;

  private final Dialect dialect;
  private final HandleNumbers numbers = new HandleNumbers();
  private int handleCount;
  private int[] fileHandles = new int[256]; // by dense handle, as the next two
  private byte[] states = new byte[256];
  private long[] sizes = new long[256];
  private long liveBytes;
  private long repeatedLocks;

  HandleStates(Dialect dialect) {
    this.dialect = dialect;
  }

  int[] fileHandles() {
    return Arrays.copyOf(fileHandles, handleCount);
  }

  long repeatedLockCount() {
    return repeatedLocks;
  }

  /** The dense number of a handle that is born. */
  int birth(int fileHandle, long sizeBytes) {
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

  /** The dense number of a handle that is live, as an op of {@code kind} demands. */
  int liveHandle(OpKind kind, int fileHandle) {
    int handle = numbers.get(fileHandle);
    if (handle == HandleNumbers.NONE || states[handle] == FREED || !dialect.holds(kind)) {
      throw refusal(kind, fileHandle, handle);
    }
    return handle;
  }

  /** Frees a live block, whose size in bytes it returns. */
  long free(int handle) {
    states[handle] = FREED;
    liveBytes -= sizes[handle];
    return sizes[handle];
  }

  void resize(int handle, long sizeBytes) {
    liveBytes = liveBytesWith(sizeBytes - sizes[handle]);
    sizes[handle] = sizeBytes;
  }

  /** Locks or unlocks a live block; whether that changed anything. */
  boolean changesLock(int handle, boolean locks) {
    byte state = locks ? LOCKED : LIVE;
    if (states[handle] == state) {
      repeatedLocks++;
      return false;
    }
    states[handle] = state;
    return true;
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
    if (known != HandleNumbers.NONE) {
      throw new InvalidOpException(
          "new of handle %d, which is %s already"
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
    String fault = handle == HandleNumbers.NONE ? "was never born" : "is freed already";
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
