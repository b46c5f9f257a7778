// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.random.SplitMix64;

/** The rules of the mapping, by search of all live blocks. Addresses are unsigned. */
public final class MappingOracle implements HeapEventSink {
  private record Block(int handle, long start, long size) {
    /** Its last byte; one of size 0 takes one. */
    long last() {
      return lastOf(start, size);
    }

    boolean holds(long address) {
      return isWithin(address, start, last());
    }

    boolean overlaps(long from, long sizeBytes) {
      return holds(from) || isWithin(start, from, lastOf(from, sizeBytes));
    }
  }

  private final ReallocMode mode;
  private final List<Block> live = new ArrayList<>();
  private final List<String> ops = new ArrayList<>();
  private final Map<Integer, Long> alignments = new HashMap<>(); // by handle
  private long alignment = 1;
  private int births;
  private int events;

  /** Rules without blocks. */
  public MappingOracle(ReallocMode mode) {
    this.mode = mode;
  }

  /** What became of the events, as lines of an ops file. */
  public List<String> ops() {
    return ops;
  }

  /** How often an event is to be counted: once, and twice where a resize is of no block. */
  public int eventCount() {
    return events;
  }

  /** Mostly the start of a live block, else {@code other}. */
  long anyStart(SplitMix64 random, long other) {
    boolean known = !live.isEmpty() && random.below(4) > 0;
    return known ? live.get((int) random.below(live.size())).start() : other;
  }

  @Override
  public void mark(OpAnnotationKind mark, long value) {
    boolean allowed =
        switch (mark) {
          case ALIGNMENT -> value > 0 && (value & (value - 1)) == 0;
          case THREAD -> value == (int) value && value >= 0;
          case CLOCK -> value >= 0;
        };
    if (!allowed) {
      throw new InvalidOpException("a mark that cannot be", "one that can");
    }
    if (mark == OpAnnotationKind.ALIGNMENT) {
      alignment = value;
    } else {
      ops.add(mark + " " + value);
    }
  }

  @Override
  public void allocated(long address, long size) {
    long asked = alignment;
    alignment = 1;
    if (address != 0) {
      check(address, size, 0);
      alignments.put(births, asked);
      place(births++, OpKind.NEW, address, size);
    }
    events++;
  }

  @Override
  public void freed(long address) {
    startingAt(address).ifPresent(this::free);
    events++;
  }

  @Override
  public void resized(long from, long to, long size) {
    Optional<Block> block = startingAt(from);
    if (to == 0 || block.isEmpty()) {
      allocated(to, size);
      events += to == 0 || from == 0 ? 0 : 1;
      return;
    }
    check(to, size, block.get().size());
    if (mode == ReallocMode.FREE_NEW) {
      free(block.get());
      alignments.put(births, alignments.get(block.get().handle()));
      place(births++, OpKind.NEW, to, size);
    } else {
      live.remove(block.get());
      place(block.get().handle(), OpKind.RESIZE, to, size);
    }
    events++;
  }

  @Override
  public void accessed(OpKind kind, long address, long size) {
    if (size < 0) {
      throw new InvalidOpException("a negative size", "a size");
    }
    events++;
    live.stream()
        .filter(block -> block.size() > 0)
        .filter(block -> block.holds(address) || (size > 0 && block.overlaps(address, size)))
        .min((a, b) -> Long.compareUnsigned(a.start(), b.start()))
        .ifPresent(
            block -> {
              boolean starts = block.holds(address);
              long from = starts ? address : block.start();
              long before = from - address;
              long inside = block.last() - from + 1;
              add(block.handle(), kind, from, Math.min(size - before, inside));
            });
  }

  /** Refuses a block that no program can have. */
  private void check(long address, long size, long oldSize) {
    long sum = live.stream().mapToLong(Block::size).sum() - oldSize;
    boolean wraps = Long.compareUnsigned(address + Math.max(1, size) - 1, address) < 0;
    if (size < 0 || sum + size < 0 || wraps) {
      throw new InvalidOpException("a block that cannot be", "one that can");
    }
  }

  /** The last byte of so many from an address on, or of all there are. */
  private static long lastOf(long address, long size) {
    long last = address + Math.max(1, size) - 1;
    return Long.compareUnsigned(last, address) < 0 ? -1 : last;
  }

  private static boolean isWithin(long address, long first, long last) {
    return Long.compareUnsigned(first, address) <= 0 && Long.compareUnsigned(address, last) <= 0;
  }

  private void place(int handle, OpKind kind, long address, long size) {
    Block block = new Block(handle, address, size);
    List<Block> overlapped =
        live.stream()
            .filter(other -> other.overlaps(address, size))
            .sorted((a, b) -> Long.compareUnsigned(a.start(), b.start()))
            .toList();
    overlapped.forEach(this::free);
    live.add(block);
    if (kind == OpKind.NEW && alignments.get(handle) > 1) {
      ops.add(OpAnnotationKind.ALIGNMENT + " " + alignments.get(handle));
    }
    add(handle, kind, address, size);
  }

  private Optional<Block> startingAt(long address) {
    return live.stream().filter(block -> block.start() == address).findFirst();
  }

  private void free(Block block) {
    live.remove(block);
    add(block.handle(), OpKind.FREE, block.start(), 0);
  }

  private void add(int handle, OpKind kind, long address, long size) {
    ops.add(handle + " " + kind.letter() + " " + Long.toUnsignedString(address) + " " + size);
  }
}
