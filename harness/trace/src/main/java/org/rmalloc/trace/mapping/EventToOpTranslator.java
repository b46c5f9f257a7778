// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.mapping;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;

/**
 * Translates the heap events that a recorder saw into ops: every block has a handle, 0, 1, 2 … in
 * order of birth.
 *
 * <p>An allocator never hands out live memory. So where a new block overlaps live ones, these were
 * freed unseen: an implicit free of each, in address order, precedes it. An access belongs to the
 * block that it starts in, else to the one that it reaches into, cut to its bounds. What fits
 * nowhere is dropped. Everything is counted.
 *
 * <p>O(log live blocks) an event, O(1) where accesses stay in one block; memory in proportion to
 * the live blocks, whatever their sizes.
 */
public final class EventToOpTranslator implements HeapEventSink {
  private final OpSink ops;
  private final ReallocMode realloc;
  private final boolean strict;
  private final RecordedEventCounts counts;
  private final BlockMap blocks;
  private final FreedAddresses freed;
  private final Map<Integer, Long> alignments; // by handle, of live aligned blocks
  private int births;
  private long alignment = 1; // of the block that is allocated next

  // the block accessed last; of size 0: none
  private long lastStart;
  private long lastSize;
  private int lastHandle;

  /**
   * A mapping without blocks.
   *
   * @param strict whether to refuse the first anomaly: see {@link RecordedEventOutcome#isAnomaly}
   */
  public EventToOpTranslator(OpSink ops, ReallocMode realloc, boolean strict) {
    this.ops = ops;
    this.realloc = realloc;
    this.strict = strict;
    counts = new RecordedEventCounts();
    blocks = new BlockMap();
    freed = new FreedAddresses();
    alignments = new HashMap<>();
  }

  private EventToOpTranslator(EventToOpTranslator parent) {
    ops = parent.ops;
    realloc = parent.realloc;
    strict = parent.strict;
    counts = parent.counts.copy();
    blocks = parent.blocks.copy();
    freed = parent.freed.copy();
    alignments = new HashMap<>(parent.alignments);
    births = parent.births;
    alignment = parent.alignment;
  }

  /** The heap of a forked process, which goes on from this one's. O(live blocks). */
  public EventToOpTranslator copy() {
    return new EventToOpTranslator(this);
  }

  /** What became of the events so far. */
  public RecordedEventCounts counts() {
    return counts;
  }

  @Override
  public void mark(OpAnnotationKind mark, long value) throws IOException {
    mark.check(value);
    if (mark == OpAnnotationKind.ALIGNMENT) {
      alignment = value;
    } else {
      ops.mark(mark, value);
    }
  }

  @Override
  public void allocated(long address, long sizeBytes) throws IOException {
    long asked = alignment;
    alignment = 1;
    allocated(address, sizeBytes, asked);
  }

  private void allocated(long address, long sizeBytes, long asked) throws IOException {
    if (address == 0) {
      counts.add(RecordedEventOutcome.NULL_NEW);
      return;
    }
    checkBlock(address, sizeBytes, sizeBytes);
    checkOverlapped(address, sizeBytes, 0);
    int handle = newHandle();
    freeOverlapped(address, sizeBytes);
    markAlignment(handle, asked);
    place(OpKind.NEW, handle, address, sizeBytes);
    counts.add(RecordedEventOutcome.NEW);
    if (sizeBytes == 0) {
      counts.add(RecordedEventOutcome.ZERO_SIZE);
    }
  }

  @Override
  public void freed(long address) throws IOException {
    if (address == 0) {
      counts.add(RecordedEventOutcome.NULL_FREE);
    } else if (isStart(address)) {
      free(RecordedEventOutcome.FREE);
    } else {
      note(wrongFree(address), "free", address);
    }
  }

  @Override
  public void resized(long oldAddress, long newAddress, long sizeBytes) throws IOException {
    if (newAddress == 0) {
      counts.add(RecordedEventOutcome.NULL_NEW);
    } else if (oldAddress == 0) {
      allocated(newAddress, sizeBytes);
    } else if (!isStart(oldAddress)) {
      checkBlock(newAddress, sizeBytes, sizeBytes);
      note(wrongFree(oldAddress), "realloc", oldAddress);
      allocated(newAddress, sizeBytes);
    } else {
      checkBlock(newAddress, sizeBytes, sizeBytes - blocks.size());
      checkOverlapped(newAddress, sizeBytes, oldAddress);
      blocks.seek(oldAddress);
      move(newAddress, sizeBytes);
    }
  }

  @Override
  public void accessed(OpKind kind, long address, long sizeBytes) throws IOException {
    checkSize(sizeBytes);
    long offset = address - lastStart;
    if (Long.compareUnsigned(offset, lastSize) >= 0) {
      if (!findAccessed(address, sizeBytes)) {
        counts.add(RecordedEventOutcome.STRAY);
        return;
      }
      offset = address - lastStart;
    }
    if (Long.compareUnsigned(offset, lastSize) < 0 && sizeBytes <= lastSize - offset) {
      counts.add(RecordedEventOutcome.ACCESS);
      ops.add(kind, lastHandle, address, sizeBytes);
    } else {
      clip(kind, address, sizeBytes);
    }
  }

  /** Frees what is live, in order of handles, as formats need that want every block freed. */
  public void freeRest() throws IOException {
    int[] handles = new int[Math.toIntExact(counts.liveBlocks())];
    blocks.seek(0);
    int count = 0;
    if (blocks.isOnBlock()) {
      handles[count++] = blocks.handle();
    }
    while (blocks.advance()) {
      handles[count++] = blocks.handle();
    }
    Arrays.sort(handles);
    for (int handle : handles) {
      ops.add(OpKind.FREE, handle, 0, 0);
    }
  }

  /** Makes the block that an access belongs to the last one; false when there is none. */
  private boolean findAccessed(long address, long sizeBytes) {
    blocks.seek(address);
    if (blocks.isOnBlock() && contains(address)) {
      return keepLast();
    }
    while (blocks.advance() && Long.compareUnsigned(blocks.start() - address, sizeBytes) < 0) {
      if (blocks.size() > 0) {
        return keepLast();
      }
    }
    return false;
  }

  private boolean contains(long address) {
    return Long.compareUnsigned(address - blocks.start(), blocks.size()) < 0;
  }

  private boolean keepLast() {
    lastStart = blocks.start();
    lastSize = blocks.size();
    lastHandle = blocks.handle();
    return true;
  }

  /** An access that the last block does not contain whole. */
  private void clip(OpKind kind, long address, long sizeBytes) throws IOException {
    long offset = address - lastStart;
    boolean startsInside = Long.compareUnsigned(offset, lastSize) < 0;
    counts.add(
        startsInside ? RecordedEventOutcome.CLIPPED_END : RecordedEventOutcome.CLIPPED_FRONT);
    long from = startsInside ? address : lastStart;
    long wanted = sizeBytes - (from - address);
    ops.add(kind, lastHandle, from, Math.min(wanted, lastSize - (from - lastStart)));
  }

  private boolean isStart(long address) {
    blocks.seek(address);
    return blocks.isOnBlock() && blocks.start() == address;
  }

  private RecordedEventOutcome wrongFree(long address) {
    if (blocks.isOnBlock() && contains(address)) {
      return RecordedEventOutcome.INTERIOR_FREE;
    }
    return freed.contains(address)
        ? RecordedEventOutcome.DOUBLE_FREE
        : RecordedEventOutcome.UNKNOWN_FREE;
  }

  private void note(RecordedEventOutcome event, String call, long address) {
    if (strict && event.isAnomaly()) {
      throw new InvalidOpException(
          "%s of %s (%s)".formatted(call, Long.toUnsignedString(address), event.label()),
          "the start of a live block");
    }
    counts.add(event);
  }

  private void freeOverlapped(long address, long sizeBytes) throws IOException {
    while (isOnOverlapped(address, sizeBytes)) {
      free(overlapEvent(address, sizeBytes));
    }
  }

  private RecordedEventOutcome overlapEvent(long address, long sizeBytes) {
    boolean same = blocks.start() == address && blocks.size() == sizeBytes;
    return same ? RecordedEventOutcome.DUPLICATE_NEW : RecordedEventOutcome.IMPLICIT_FREE;
  }

  /**
   * Refuses a block, if strict, that overlaps another than the one it was. Moves the cursor.
   *
   * @param was where that one starts; 0: there is none
   */
  private void checkOverlapped(long address, long sizeBytes, long was) {
    if (!strict || !isOnOverlapped(address, sizeBytes)) {
      return;
    }
    if (blocks.start() != was || isNextOverlapped(address, sizeBytes)) {
      throw new InvalidOpException(
          "a new block at %s that overlaps the live one at %s (%s)"
              .formatted(
                  Long.toUnsignedString(address),
                  Long.toUnsignedString(blocks.start()),
                  overlapEvent(address, sizeBytes).label()),
          "a free of that one before");
    }
  }

  /** Puts the cursor on the first live block that a new one would overlap, if there is one. */
  private boolean isOnOverlapped(long address, long sizeBytes) {
    blocks.seek(address);
    if (blocks.isOnBlock()
        && Long.compareUnsigned(address - blocks.start(), taken(blocks.size())) < 0) {
      return true;
    }
    return isNextOverlapped(address, sizeBytes);
  }

  private boolean isNextOverlapped(long address, long sizeBytes) {
    return blocks.advance() && Long.compareUnsigned(blocks.start() - address, taken(sizeBytes)) < 0;
  }

  private static long taken(long sizeBytes) {
    return Math.max(1, sizeBytes);
  }

  /** Frees the block at the cursor. */
  private void free(RecordedEventOutcome event) throws IOException {
    ops.add(OpKind.FREE, blocks.handle(), blocks.start(), 0);
    counts.add(event);
    forget();
  }

  /** The block with a handle is about to be allocated. */
  private void markAlignment(int handle, long asked) throws IOException {
    if (asked > 1) {
      alignments.put(handle, asked);
      ops.mark(OpAnnotationKind.ALIGNMENT, asked);
    }
  }

  private void forget() {
    freed.add(blocks.start(), counts.liveBlocks());
    counts.addLive(-1, -blocks.size());
    if (!alignments.isEmpty()) {
      alignments.remove(blocks.handle());
    }
    blocks.remove();
    lastSize = 0;
  }

  private void place(OpKind kind, int handle, long address, long sizeBytes) throws IOException {
    ops.add(kind, handle, address, sizeBytes);
    blocks.insert(address, sizeBytes, handle);
    counts.addLive(1, sizeBytes);
    lastSize = 0;
  }

  /** Moves the block at the cursor. */
  private void move(long newAddress, long sizeBytes) throws IOException {
    int handle = blocks.handle();
    OpKind kind = OpKind.RESIZE;
    if (realloc == ReallocMode.FREE_NEW) {
      int newHandle = newHandle();
      ops.add(OpKind.FREE, handle, blocks.start(), 0);
      handle = newHandle;
      kind = OpKind.NEW;
    }
    long kept = alignments.isEmpty() ? 1 : alignments.getOrDefault(blocks.handle(), 1L);
    forget();
    freeOverlapped(newAddress, sizeBytes);
    if (kind == OpKind.NEW) {
      markAlignment(handle, kept);
    } else if (kept > 1) {
      alignments.put(handle, kept);
    }
    place(kind, handle, newAddress, sizeBytes);
    counts.add(RecordedEventOutcome.REALLOC);
  }

  private int newHandle() {
    if (births < 0) {
      throw new InvalidOpException("more than 2^31 blocks", "handles that fit into 31 bits");
    }
    return births++;
  }

  /** Refuses a block that no program can have beside those that are live. */
  private void checkBlock(long address, long sizeBytes, long moreBytes) {
    checkSize(sizeBytes);
    if (Long.compareUnsigned(address + taken(sizeBytes) - 1, address) < 0) {
      throw new InvalidOpException(
          "%d bytes at %s".formatted(sizeBytes, Long.toUnsignedString(address)),
          "a block that ends at 2^64 at most");
    }
    if (counts.liveBytes() + moreBytes < 0) {
      throw new InvalidOpException(
          "more live bytes than 2^63 - 1", "sizes whose sum is below 2^63");
    }
  }

  private static void checkSize(long sizeBytes) {
    if (sizeBytes < 0) {
      throw new InvalidOpException(
          "size " + Long.toUnsignedString(sizeBytes), "a size from 0 to 2^63 - 1");
    }
  }
}
