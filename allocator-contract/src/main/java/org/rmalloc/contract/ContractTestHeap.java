// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rmalloc.heap.Heap;

/**
 * The heap on which an allocator is held against its contract. It counts as {@link
 * org.rmalloc.heap.LoadStoreCountingHeap} does, but is written apart from it, so that each confirms
 * the other. Beside that it keeps its regions at hand, so that all that an allocator may write can
 * be compared, sees what is stored uncounted, and ends a call that goes round in circles.
 */
public final class ContractTestHeap extends Heap {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long BASE_ACCESSES = 1 << 16;
  private static final long ACCESSES_PER_BYTE = 256;

  private final byte[] memory;
  private final Tally tally;
  private final boolean counts;

  /**
   * A zeroed heap with a zeroed tally.
   *
   * @param capacity bytes, {@link #MIN_CAPACITY} to {@link #MAX_CAPACITY}
   */
  public ContractTestHeap(int capacity) {
    this(new byte[capacity], new Tally(), true);
  }

  private ContractTestHeap(byte[] memory, Tally tally, boolean counts) {
    super(memory);
    this.memory = memory;
    this.tally = tally;
    this.counts = counts;
    if (counts) {
      tally.memories.add(memory);
    }
  }

  /** Loads and stores so far, in units of 4 bytes. */
  public long cost() {
    return tally.units;
  }

  /**
   * Lets as many accesses pass, counted or not, as one call can be in need of, before one of them
   * throws.
   */
  public void allowOneCall() {
    tally.accessesLeft = BASE_ACCESSES + ACCESSES_PER_BYTE * capacity();
  }

  /** Keeps all bytes, those of the regions included, to be compared later. O(capacity). */
  public void mark() {
    for (int i = 0; i < tally.memories.size(); i++) {
      if (i == tally.marked.size()) {
        tally.marked.add(new byte[tally.memories.get(i).length]);
      }
      byte[] memory = tally.memories.get(i);
      System.arraycopy(memory, 0, tally.marked.get(i), 0, memory.length);
    }
  }

  /** The first byte that has changed since the last {@link #mark}, in words; empty if none has. */
  public String changeSinceMark() {
    for (int i = 0; i < tally.marked.size(); i++) {
      int at = Arrays.mismatch(tally.marked.get(i), tally.memories.get(i));
      if (at >= 0) {
        return (i == 0 ? "heap" : "region " + i) + " byte " + at;
      }
    }
    return "";
  }

  /** The first byte that differs from {@code other}'s, regions aside, or −1. */
  public int differenceFrom(Heap other) {
    return other.payload().mismatch(0, memory, 0, memory.length);
  }

  @Override
  public int getByte(int address) {
    load(1);
    return memory[address] & 0xff;
  }

  @Override
  public void putByte(int address, int value) {
    store(1);
    memory[address] = (byte) value;
  }

  @Override
  public int getInt(int address) {
    load(4);
    return (int) INTS.get(memory, address);
  }

  @Override
  public void putInt(int address, int value) {
    store(4);
    INTS.set(memory, address, value);
  }

  @Override
  public long getLong(int address) {
    load(8);
    return (long) LONGS.get(memory, address);
  }

  @Override
  public void putLong(int address, long value) {
    store(8);
    LONGS.set(memory, address, value);
  }

  @Override
  public void copy(int from, int to, int length) {
    System.arraycopy(memory, from, memory, to, length);
    load(length);
    store(length);
  }

  @Override
  public Heap newRegion(int length) {
    return new ContractTestHeap(new byte[length], tally, counts);
  }

  @Override
  public Heap uncounted() {
    return new ContractTestHeap(memory, tally, false);
  }

  private void load(int length) {
    touch(length);
  }

  private void store(int length) {
    if (!counts) {
      tally.uncountedStores++;
    }
    touch(length);
  }

  private void touch(int length) {
    if (--tally.accessesLeft < 0) {
      throw new IllegalStateException("the operation does not come to an end");
    }
    if (counts) {
      tally.units += Math.ceilDiv(length, 4);
    }
  }

  /** Stores made through an uncounted heap: none is ever right. */
  long uncountedStores() {
    return tally.uncountedStores;
  }

  /** What a heap, its regions and its uncounted views share. */
  private static final class Tally {
    private final List<byte[]> memories = new ArrayList<>();
    private final List<byte[]> marked = new ArrayList<>(); // as memories were
    private long units;
    private long accessesLeft = Long.MAX_VALUE;
    private long uncountedStores;
  }
}
