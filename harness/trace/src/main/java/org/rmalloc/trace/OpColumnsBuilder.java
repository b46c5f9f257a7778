// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The columns of a trace that is being built. They grow by pieces, so that growth copies nothing:
 * of 40 million ops that takes half of the memory that doubled arrays take. Each column is made
 * whole once, and its pieces are dropped one by one meanwhile.
 */
final class OpColumnsBuilder {
  private static final int FIRST_OPS = 1 << 10;
  private static final int PIECE_OPS = 1 << 20; // of every piece but the last

  private final boolean keepsAddresses;
  private final List<byte[]> fullKinds = new ArrayList<>();
  private final List<int[]> fullHandles = new ArrayList<>();
  private final List<long[]> fullSizes = new ArrayList<>();
  private final List<long[]> fullAddresses = new ArrayList<>();
  private byte[] kinds = new byte[FIRST_OPS];
  private int[] handles = new int[FIRST_OPS];
  private long[] sizes = new long[FIRST_OPS];
  private long[] addresses;
  private int opsInLast;

  OpColumnsBuilder(boolean keepsAddresses) {
    this.keepsAddresses = keepsAddresses;
    addresses = new long[keepsAddresses ? FIRST_OPS : 0];
  }

  int opCount() {
    return opsInFull() + opsInLast;
  }

  private int opsInFull() {
    return fullKinds.size() * PIECE_OPS;
  }

  void add(byte kind, int handle, long address, long sizeBytes) {
    if (opsInLast == kinds.length) {
      grow();
    }
    kinds[opsInLast] = kind;
    handles[opsInLast] = handle;
    sizes[opsInLast] = sizeBytes;
    if (keepsAddresses) {
      addresses[opsInLast] = address;
    }
    opsInLast++;
  }

  /** The column, whole. To be called once, and nothing is added afterwards. */
  byte[] takeKinds() {
    byte[] whole = new byte[opCount()];
    join(fullKinds, kinds, whole);
    kinds = null;
    return whole;
  }

  /** The same. */
  int[] takeHandles() {
    int[] whole = new int[opCount()];
    join(fullHandles, handles, whole);
    handles = null;
    return whole;
  }

  /** The same. */
  long[] takeSizes() {
    long[] whole = new long[opCount()];
    join(fullSizes, sizes, whole);
    sizes = null;
    return whole;
  }

  /** The same; empty unless addresses are kept. */
  long[] takeAddresses() {
    if (!keepsAddresses) {
      return addresses;
    }
    long[] whole = new long[opCount()];
    join(fullAddresses, addresses, whole);
    addresses = null;
    return whole;
  }

  /** Copies the pieces of a column, which are arrays, into one, and drops each full one then. */
  private <A> void join(List<A> full, A last, A whole) {
    for (int i = 0; i < full.size(); i++) {
      System.arraycopy(full.set(i, null), 0, whole, i * PIECE_OPS, PIECE_OPS);
    }
    System.arraycopy(last, 0, whole, opsInFull(), opsInLast);
  }

  private void grow() {
    if (kinds.length < PIECE_OPS) {
      growLast(2 * kinds.length);
      return;
    }
    fullKinds.add(kinds);
    fullHandles.add(handles);
    fullSizes.add(sizes);
    kinds = new byte[PIECE_OPS];
    handles = new int[PIECE_OPS];
    sizes = new long[PIECE_OPS];
    if (keepsAddresses) {
      fullAddresses.add(addresses);
      addresses = new long[PIECE_OPS];
    }
    opsInLast = 0;
  }

  private void growLast(int ops) {
    kinds = Arrays.copyOf(kinds, ops);
    handles = Arrays.copyOf(handles, ops);
    sizes = Arrays.copyOf(sizes, ops);
    addresses = Arrays.copyOf(addresses, keepsAddresses ? ops : 0);
  }
}
