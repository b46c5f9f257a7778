// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.heap;

import java.lang.foreign.MemorySegment;

/**
 * The raw memory that an allocator manages, one contiguous stretch of bytes; it knows no blocks.
 *
 * <p>Addresses are offsets from the heap's start, {@code 0} to {@link #capacity()} exclusive.
 * Values are little-endian and may be unaligned. A pointer kept in the heap takes 4 bytes, as on a
 * 32-bit machine.
 *
 * <p>Every access that an allocator makes goes through this type, so that {@link
 * LoadStoreCountingHeap} can tally them; {@link PlainHeap} is for timing and tallies nothing. What
 * the client does to its own blocks goes through {@link #payload()}, which nothing counts.
 *
 * <p>A heap of {@link #MIN_RESERVED_BYTES} or more lies outside the Java heap, and each of its
 * pages costs memory only once it is touched. Whoever made such a heap closes it.
 *
 * <p>An access outside the heap throws {@link IndexOutOfBoundsException}. Not thread-safe.
 */
public abstract class Heap implements AutoCloseable {
  /** The smallest heap, in bytes. */
  public static final int MIN_CAPACITY = 64;

  /** The largest heap, in bytes: 2³¹ − 16, the maximum length of a Java array, rounded down. */
  public static final int MAX_CAPACITY = Integer.MAX_VALUE - 15;

  /**
   * The smallest heap or region, in bytes, that is reserved outside the Java heap, where it costs
   * what is touched. A smaller one is an array: in a cache arrays are faster.
   */
  public static final int MIN_RESERVED_BYTES = 64 << 20;

  private final MemorySegment bytes; // for the client

  /**
   * A heap over {@code bytes}; a region beside a heap may be smaller than a heap. Open to tests,
   * whose heaps tally independently of {@link LoadStoreCountingHeap}.
   */
  protected Heap(byte[] bytes) {
    this(MemorySegment.ofArray(bytes));
  }

  /** A heap over {@code bytes}, {@link #MAX_CAPACITY} or fewer. */
  Heap(MemorySegment bytes) {
    this.bytes = bytes;
  }

  /**
   * A zeroed heap that counts nothing: the one to time an allocator on.
   *
   * @param capacity bytes, {@link #MIN_CAPACITY} to {@link #MAX_CAPACITY}
   * @throws OutOfMemoryError when the operating system refuses to reserve so much
   */
  public static Heap plain(long capacity) {
    return plainRegion(checkCapacity(capacity));
  }

  /**
   * A zeroed plain region of 0 bytes or more.
   *
   * <p>The other kinds of heap make themselves: called from here, their constructors would make the
   * JVM load them. As long as {@link PlainHeap} is the only kind loaded, the compiler knows the
   * class of every heap, and accesses are not preceded by a test of it.
   */
  static Heap plainRegion(int length) {
    return length < MIN_RESERVED_BYTES
        ? new PlainHeap(new byte[length])
        : ReservedHeap.reserve(length);
  }

  /** Bytes of the Java heap that a heap of {@code capacity} bytes takes. */
  public static long javaHeapBytes(long capacity) {
    return capacity < MIN_RESERVED_BYTES ? capacity : 0;
  }

  /**
   * Returns {@code capacity} as an {@code int}, or says what a heap's size may be.
   *
   * @throws IllegalArgumentException outside {@link #MIN_CAPACITY} to {@link #MAX_CAPACITY}
   */
  static int checkCapacity(long capacity) {
    if (capacity < MIN_CAPACITY || capacity > MAX_CAPACITY) {
      throw new IllegalArgumentException(
          "heap of %d bytes: must be %d to %d".formatted(capacity, MIN_CAPACITY, MAX_CAPACITY));
    }
    return (int) capacity;
  }

  /** All of it, for a heap that counts what is done to this one. */
  final MemorySegment bytes() {
    return bytes;
  }

  /** Bytes in this heap, the allocator's metadata included. */
  public final int capacity() {
    return (int) bytes.byteSize();
  }

  /** The byte at {@code address}, 0 to 255. */
  public abstract int getByte(int address);

  /** Sets the byte at {@code address} to the low 8 bits of {@code value}. */
  public abstract void putByte(int address, int value);

  /** The 4 bytes at {@code address}. */
  public abstract int getInt(int address);

  /** Sets the 4 bytes at {@code address}. */
  public abstract void putInt(int address, int value);

  /** The 8 bytes at {@code address}. */
  public abstract long getLong(int address);

  /** Sets the 8 bytes at {@code address}. */
  public abstract void putLong(int address, long value);

  /** Copies {@code length} bytes as if through a buffer: the two ranges may overlap. */
  public abstract void copy(int from, int to, int length);

  /**
   * A zeroed region of {@code length} bytes (0 or more) beside this heap, with addresses of its
   * own, counted with it: for what C keeps in statics, such as the list heads of dlmalloc. Its size
   * is the allocator's to report as root bytes.
   */
  public abstract Heap newRegion(int length);

  /**
   * The same bytes through a heap that counts nothing: for walks, probes, and what a listener is
   * notified of.
   */
  public abstract Heap uncounted();

  /** The client's side of this heap, which counts nothing. */
  public Payload payload() {
    return new Payload(bytes);
  }

  /**
   * Gives back the memory of a heap and its regions; no access is to follow. Does nothing to a heap
   * in an array.
   */
  @Override
  public void close() {}
}
