// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.heap;

/**
 * A heap that tallies what the allocator does to it, so that an operation has a deterministic cost,
 * equal on every machine and in every run.
 *
 * <p>The unit is one access of 4 bytes: an access of 1 to 4 bytes counts 1, one of 8 bytes counts
 * 2, and a copy of k bytes counts ⌈k/4⌉ loads and as many stores. Regions made by {@link
 * #newRegion} count into the heap that made them.
 */
public final class LoadStoreCountingHeap extends Heap {
  private final Heap uncounted; // holds the bytes
  private final Tally tally;

  /**
   * A zeroed heap with a zeroed tally.
   *
   * @param capacity bytes, {@link #MIN_CAPACITY} to {@link #MAX_CAPACITY}
   */
  public LoadStoreCountingHeap(long capacity) {
    this(plain(capacity), new Tally());
  }

  private LoadStoreCountingHeap(Heap uncounted, Tally tally) {
    super(uncounted.bytes());
    this.uncounted = uncounted;
    this.tally = tally;
  }

  /** Loads so far, in units of 4 bytes. */
  public long loads() {
    return tally.loads;
  }

  /** Stores so far, in units of 4 bytes. */
  public long stores() {
    return tally.stores;
  }

  /** Loads and stores so far: the cost in the sense of every table and file. */
  public long cost() {
    return tally.loads + tally.stores;
  }

  /** Bytes copied so far within the heap. */
  public long bytesCopied() {
    return tally.bytesCopied;
  }

  @Override
  public int getByte(int address) {
    tally.loads++;
    return uncounted.getByte(address);
  }

  @Override
  public void putByte(int address, int value) {
    tally.stores++;
    uncounted.putByte(address, value);
  }

  @Override
  public int getInt(int address) {
    tally.loads++;
    return uncounted.getInt(address);
  }

  @Override
  public void putInt(int address, int value) {
    tally.stores++;
    uncounted.putInt(address, value);
  }

  @Override
  public long getLong(int address) {
    tally.loads += 2;
    return uncounted.getLong(address);
  }

  @Override
  public void putLong(int address, long value) {
    tally.stores += 2;
    uncounted.putLong(address, value);
  }

  @Override
  public void copy(int from, int to, int length) {
    uncounted.copy(from, to, length);
    long words = (length + 3L) / 4;
    tally.loads += words;
    tally.stores += words;
    tally.bytesCopied += length;
  }

  @Override
  public Heap newRegion(int length) {
    return new LoadStoreCountingHeap(uncounted.newRegion(length), tally);
  }

  @Override
  public Heap uncounted() {
    return uncounted;
  }

  @Override
  public void close() {
    uncounted.close();
  }

  /** One tally for a heap and the regions beside it. */
  private static final class Tally {
    long loads;
    long stores;
    long bytesCopied;
  }
}
