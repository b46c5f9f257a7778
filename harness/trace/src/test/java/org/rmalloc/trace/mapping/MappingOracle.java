package org.rmalloc.trace.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.random.SplitMix64;

/** The rules of the mapping, by search of all live blocks. */
final class MappingOracle implements HeapEvents {
  private record Block(int handle, long start, long size) {
    long end() {
      return start + Math.max(1, size);
    }
  }

  private final ReallocMode mode;
  private final List<Block> live = new ArrayList<>();
  private final List<String> ops = new ArrayList<>();
  private int births;

  MappingOracle(ReallocMode mode) {
    this.mode = mode;
  }

  List<String> ops() {
    return ops;
  }

  /** Mostly the start of a live block, else {@code other}. */
  long anyStart(SplitMix64 random, long other) {
    boolean known = !live.isEmpty() && random.below(4) > 0;
    return known ? live.get((int) random.below(live.size())).start() : other;
  }

  @Override
  public void allocated(long address, long size) {
    if (address != 0) {
      place(births++, OpKind.NEW, address, size);
    }
  }

  @Override
  public void freed(long address) {
    startingAt(address).ifPresent(this::free);
  }

  @Override
  public void resized(long from, long to, long size) {
    if (to == 0) {
      return;
    }
    Optional<Block> block = startingAt(from);
    if (block.isEmpty()) {
      allocated(to, size);
    } else if (mode == ReallocMode.FREE_NEW) {
      free(block.get());
      allocated(to, size);
    } else {
      live.remove(block.get());
      place(block.get().handle(), OpKind.RESIZE, to, size);
    }
  }

  @Override
  public void accessed(OpKind kind, long address, long size) {
    long end = address + size;
    live.stream()
        .filter(block -> block.size() > 0)
        .filter(
            block ->
                (block.start() <= address && address < block.end())
                    || (block.start() > address && block.start() < end))
        .min(Comparator.comparingLong(Block::start))
        .ifPresent(
            block -> {
              long from = Math.max(address, block.start());
              add(block.handle(), kind, from, Math.min(end, block.end()) - from);
            });
  }

  private void place(int handle, OpKind kind, long address, long size) {
    Block block = new Block(handle, address, size);
    List<Block> overlapped =
        live.stream()
            .filter(other -> other.start() < block.end() && address < other.end())
            .sorted(Comparator.comparingLong(Block::start))
            .toList();
    overlapped.forEach(this::free);
    live.add(block);
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
    ops.add("%d %c %d %d".formatted(handle, kind.letter(), address, size));
  }
}
