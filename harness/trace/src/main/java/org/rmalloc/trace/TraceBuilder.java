package org.rmalloc.trace;

import java.util.Arrays;

/**
 * Builds a trace op by op, numbering handles densely and refusing what no valid trace holds.
 *
 * <p>O(1) expected an op; no allocation but for growth.
 */
public final class TraceBuilder {
  private static final byte LIVE = 0;
  private static final byte FREED = 1;

  private final Dialect dialect;
  private final boolean keepsAddresses;
  private int opCount;
  private byte[] kinds = new byte[1024];
  private int[] handles = new int[1024];
  private long[] sizes = new long[1024];
  private long[] addresses;
  private int handleCount;
  private int[] fileHandles = new int[256];
  private byte[] states = new byte[256]; // by dense handle
  private final HandleNumbers numbers = new HandleNumbers();

  /**
   * A builder of an empty trace.
   *
   * @param keepsAddresses whether to keep the recorded addresses, 8 bytes an op
   */
  public TraceBuilder(Dialect dialect, boolean keepsAddresses) {
    this.dialect = dialect;
    this.keepsAddresses = keepsAddresses;
    addresses = new long[keepsAddresses ? kinds.length : 0];
  }

  /** Ops added so far. */
  public int opCount() {
    return opCount;
  }

  /**
   * Adds an op.
   *
   * @param fileHandle the handle's number in the file, 0 or more
   * @param address unsigned; dropped unless this builder keeps addresses
   * @param sizeBytes 0 or more
   * @throws InvalidOpException when the trace would not be valid with it; nothing was added
   */
  public void add(OpKind kind, int fileHandle, long address, long sizeBytes)
      throws InvalidOpException {
    if (!dialect.holds(kind)) {
      throw new InvalidOpException("%s in a trace of the %s dialect".formatted(kind, dialect));
    }
    int handle = kind == OpKind.NEW ? birth(fileHandle) : liveHandle(kind, fileHandle);
    if (kind == OpKind.FREE) {
      states[handle] = FREED;
    }
    append(kind, handle, address, sizeBytes);
  }

  /** The trace of what was added. The builder is not to be used afterwards. */
  public Trace build(Provenance provenance) {
    return new Trace(
        dialect,
        Arrays.copyOf(kinds, opCount),
        Arrays.copyOf(handles, opCount),
        Arrays.copyOf(sizes, opCount),
        Arrays.copyOf(addresses, keepsAddresses ? opCount : 0),
        Arrays.copyOf(fileHandles, handleCount),
        provenance);
  }

  private int birth(int fileHandle) throws InvalidOpException {
    int known = numbers.get(fileHandle);
    if (known != HandleNumbers.NONE) {
      throw new InvalidOpException(
          "handle %d is born again, and was %s already"
              .formatted(fileHandle, states[known] == LIVE ? "live" : "freed"));
    }
    if (handleCount == fileHandles.length) {
      fileHandles = Arrays.copyOf(fileHandles, 2 * handleCount);
      states = Arrays.copyOf(states, 2 * handleCount);
    }
    numbers.put(fileHandle, handleCount);
    fileHandles[handleCount] = fileHandle;
    return handleCount++;
  }

  private int liveHandle(OpKind kind, int fileHandle) throws InvalidOpException {
    int handle = numbers.get(fileHandle);
    if (handle == HandleNumbers.NONE) {
      throw new InvalidOpException(
          "%s of handle %d, which was never born".formatted(kind, fileHandle));
    }
    if (states[handle] == FREED) {
      throw new InvalidOpException(
          "%s of handle %d, which is freed already".formatted(kind, fileHandle));
    }
    return handle;
  }

  private void append(OpKind kind, int handle, long address, long sizeBytes) {
    if (opCount == kinds.length) {
      grow();
    }
    kinds[opCount] = kind.code();
    handles[opCount] = handle;
    sizes[opCount] = sizeBytes;
    if (keepsAddresses) {
      addresses[opCount] = address;
    }
    opCount++;
  }

  private void grow() {
    int longer = Math.max(2 * opCount, opCount + 1);
    kinds = Arrays.copyOf(kinds, longer);
    handles = Arrays.copyOf(handles, longer);
    sizes = Arrays.copyOf(sizes, longer);
    if (keepsAddresses) {
      addresses = Arrays.copyOf(addresses, longer);
    }
  }
}
