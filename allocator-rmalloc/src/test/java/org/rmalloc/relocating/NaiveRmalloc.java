// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.rmalloc.allocator.CompactionBudget;

/**
 * The documented rules once more, on lists of objects: no heap, no packed headers, nothing shared
 * with the allocator, nothing fast.
 */
final class NaiveRmalloc {
  private static final int STEP_BYTES = 65_536;

  /** A block; its header's place in the table counts from the top end. */
  static final class Block {
    int place;
    int size;
    boolean used;
    int locks;

    Block(int place, int size, boolean used) {
      this.place = place;
      this.size = size;
      this.used = used;
    }

    boolean unlocked() {
      return used && locks == 0;
    }
  }

  private final int capacity;
  private final int headerBytes;
  private final boolean linked;
  private final int base;
  private List<Block> blocks = new ArrayList<>(); // by address
  private List<List<Block>> slots = new ArrayList<>(); // the last element is taken first
  private List<Integer> unused = new ArrayList<>(List.of(0)); // the last is taken first, if linked
  private int headers = 1;
  private long moved;
  private boolean stopped;

  NaiveRmalloc(int capacity, boolean linked) {
    this.capacity = capacity;
    this.linked = linked;
    headerBytes = linked ? 17 : 13;
    int powers = 0;
    for (long power = 1; power <= capacity; power *= 2) {
      powers++;
      slots.add(new ArrayList<>());
    }
    base = 4 * powers;
  }

  NaiveRmalloc copy() {
    NaiveRmalloc copy = new NaiveRmalloc(capacity, linked);
    for (Block block : blocks) {
      Block twin = new Block(block.place, block.size, block.used);
      twin.locks = block.locks;
      copy.blocks.add(twin);
    }
    for (int slot = 0; slot < slots.size(); slot++) {
      for (Block block : slots.get(slot)) {
        copy.slots.get(slot).add(copy.blocks.get(blocks.indexOf(block)));
      }
    }
    copy.unused = new ArrayList<>(unused);
    copy.headers = headers;
    return copy;
  }

  long handle(Block block) {
    return capacity - (long) headerBytes * (block.place + 1);
  }

  int top() {
    return base + blocks.stream().mapToInt(block -> block.size).sum();
  }

  int low() {
    return capacity - headerBytes * headers;
  }

  int address(Block block) {
    int address = base;
    for (Block other : blocks) {
      if (other == block) {
        return address;
      }
      address += other.size;
    }
    throw new IllegalArgumentException("no such block");
  }

  List<Block> blocks() {
    return blocks;
  }

  /** The block, or null. */
  Block malloc(int asked) {
    int size = Math.max(asked, 8);
    if (top() + (long) size + headerBytes < low()) {
      Block block = new Block(takeHeader(), size, true);
      blocks.add(block);
      return block;
    }
    Block found = find(size);
    return found == null ? null : occupy(found, size);
  }

  void free(Block block) {
    block.used = false;
    block.locks = 0;
    slots.get(slot(block.size)).add(block);
  }

  /** What {@code realloc} is to return, by its name. */
  String realloc(Block block, int asked) {
    int size = Math.max(asked, 8);
    int growth = size - block.size;
    boolean onTop = blocks.getLast() == block;
    if (growth <= 0 || (onTop && top() + growth + headerBytes < low())) {
      if (onTop) {
        block.size = size;
      } else if (growth <= -8) {
        cutOff(block, -growth);
      }
      return "IN_PLACE";
    }
    return block.unlocked() && copyToNew(block, size) ? "COPIED" : "FAILED";
  }

  int largestFree() {
    int room = low() - headerBytes - 1 - top();
    int largest = room >= 8 ? room : -1;
    for (List<Block> slot : slots) {
      for (Block block : slot) {
        largest = Math.max(largest, block.size);
      }
    }
    return largest;
  }

  int maxmem() {
    NaiveRmalloc compacted = copy();
    compacted.compact(CompactionBudget.UNLIMITED);
    return Math.max(largestFree(), compacted.largestFree());
  }

  /** Returns whether it was finished. */
  boolean compact(CompactionBudget budget) {
    moved = 0;
    stopped = false;
    for (int i = 0; i < blocks.size(); i++) {
      join(i);
    }
    int i = 0;
    while (!stopped && i + 1 < blocks.size()) {
      if (blocks.get(i).used) {
        i++;
      } else if (blocks.get(i + 1).unlocked()) {
        i = slide(i, budget);
      } else {
        i = fill(i, budget) + 1;
      }
    }
    if (!stopped && !blocks.isEmpty() && !blocks.getLast().used) {
      unused.add(blocks.removeLast().place);
    }
    end();
    return !stopped;
  }

  private Block find(int size) {
    int own = slot(size);
    for (int slot = own + 1; slot < slots.size(); slot++) {
      if (!slots.get(slot).isEmpty()) {
        return slots.get(slot).removeLast();
      }
    }
    List<Block> list = slots.get(own);
    for (int i = list.size() - 1; i >= 0; i--) {
      if (list.get(i).size >= size) {
        return list.remove(i);
      }
    }
    return null;
  }

  private Block occupy(Block found, int size) {
    int rest = found.size - size;
    Integer header = rest < 8 ? null : takeHeader();
    if (header == null) {
      found.used = true;
      return found;
    }
    found.size = rest;
    slots.get(slot(rest)).add(found);
    Block block = new Block(header, size, true);
    blocks.add(blocks.indexOf(found) + 1, block);
    return block;
  }

  private void cutOff(Block block, int rest) {
    Integer header = takeHeader();
    if (header != null) {
      block.size -= rest;
      Block end = new Block(header, rest, false);
      blocks.add(blocks.indexOf(block) + 1, end);
      slots.get(slot(rest)).add(end);
    }
  }

  private boolean copyToNew(Block block, int asked) {
    Block other = malloc(asked);
    if (other == null) {
      return false;
    }
    Collections.swap(blocks, blocks.indexOf(block), blocks.indexOf(other));
    int size = other.size;
    other.size = block.size;
    block.size = size;
    free(other);
    return true;
  }

  private Integer takeHeader() {
    if (linked ? unused.size() > 1 : !unused.isEmpty() && headers >= 3) {
      return takeUnused();
    }
    return low() - headerBytes > top() ? headers++ : null;
  }

  private int takeUnused() {
    return unused.remove(linked ? unused.size() - 1 : unused.indexOf(Collections.min(unused)));
  }

  private void join(int i) {
    Block hole = blocks.get(i);
    while (!hole.used && i + 1 < blocks.size() && !blocks.get(i + 1).used) {
      Block next = blocks.remove(i + 1);
      hole.size += next.size;
      unused.add(next.place);
    }
  }

  private int slide(int i, CompactionBudget budget) {
    int count = allowed(i + 1, group(i + 1, STEP_BYTES), budget);
    if (count == 0) {
      return i;
    }
    Block hole = blocks.remove(i);
    blocks.add(i + count, hole);
    step(i, count, budget);
    join(i + count);
    return i + count;
  }

  /** How many blocks from the i-th on touch, are unlocked, and take at most that many bytes. */
  private int group(int i, int most) {
    int bytes = blocks.get(i).size;
    int end = i + 1;
    while (end < blocks.size()
        && blocks.get(end).unlocked()
        && bytes + blocks.get(end).size <= most) {
      bytes += blocks.get(end).size;
      end++;
    }
    return end - i;
  }

  /** As many of the blocks from the k-th on as may fill a hole: all, one, or none. */
  private int countThatMayFill(Block hole, int k, int count, CompactionBudget budget) {
    if (!hasHeader(hole, k, count)) {
      return 0;
    }
    if (budget.allowsStep(bytes(k, count), moved)) {
      return count;
    }
    boolean one = count > 1 && hasHeader(hole, k, 1) && budget.allowsStep(bytes(k, 1), moved);
    stopped = !one;
    return one ? 1 : 0;
  }

  /** Whether there is a header for the hole that so many blocks leave behind. */
  private boolean hasHeader(Block hole, int k, int count) {
    boolean touches = !blocks.get(k - 1).used || isFree(k + count);
    return hole.size - bytes(k, count) < 8 || touches || !unused.isEmpty();
  }

  /** As many of the blocks from the i-th on as the budget allows: all, one, or none at the end. */
  private int allowed(int i, int count, CompactionBudget budget) {
    for (int proposed : count == 1 ? new int[] {1} : new int[] {count, 1}) {
      if (budget.allowsStep(bytes(i, proposed), moved)) {
        return proposed;
      }
    }
    stopped = true;
    return 0;
  }

  private int bytes(int i, int count) {
    return blocks.subList(i, i + count).stream().mapToInt(block -> block.size).sum();
  }

  private void step(int from, int count, CompactionBudget budget) {
    moved += bytes(from, count);
    stopped = !budget.allowsMore(moved);
  }

  /** Fills the i-th block, a hole; returns where what is left of it is, or the block before. */
  private int fill(int i, CompactionBudget budget) {
    int at = i;
    Block hole = blocks.get(at);
    int k = at + 1;
    while (true) {
      while (k < blocks.size() && blocks.get(k).locks > 0) {
        k++;
      }
      boolean oneStays = false;
      for (; k < blocks.size() && blocks.get(k).locks == 0; k++) {
        if (!blocks.get(k).used) {
          continue;
        }
        if (blocks.get(k).size > hole.size) {
          oneStays = true;
          continue;
        }
        int count = group(k, Math.min(hole.size, STEP_BYTES));
        count = countThatMayFill(hole, k, count, budget);
        if (count == 0) {
          return at;
        }
        int bytes = bytes(k, count);
        int rest = hole.size - bytes;
        List<Block> group = new ArrayList<>(blocks.subList(k, k + count));
        blocks.subList(k, k + count).clear();
        blocks.addAll(at, group);
        at += count;
        k += count;
        hole.size = rest;
        step(at - count, count, budget);
        if (rest < 8) {
          group.getLast().size += rest;
          blocks.remove(at);
          unused.add(hole.place);
          at--;
          k--;
        }
        k = leave(k, bytes);
        if (rest < 8 || stopped) {
          return at;
        }
      }
      if (oneStays || k == blocks.size()) {
        return at;
      }
    }
  }

  private boolean isFree(int i) {
    return i < blocks.size() && !blocks.get(i).used;
  }

  /** Puts a hole before the k-th block; returns its index once it is joined. */
  private int leave(int k, int bytes) {
    if (isFree(k - 1)) {
      blocks.get(k - 1).size += bytes;
      join(k - 1);
      return k - 1;
    }
    if (isFree(k)) {
      blocks.get(k).size += bytes;
    } else {
      blocks.add(k, new Block(takeUnused(), bytes, false));
    }
    return k;
  }

  private void end() {
    int usedPlaces =
        blocks.stream()
            .filter(block -> block.used)
            .mapToInt(block -> block.place + 1)
            .max()
            .orElse(0);
    int needed = blocks.size() + (linked ? 1 : 0);
    headers = Math.min(headers, Math.max(usedPlaces, needed));
    slots.forEach(List::clear);
    unused.sort(null);
    for (Block block : blocks) {
      if (!block.used) {
        if (block.place >= headers) {
          block.place = unused.removeFirst();
        }
        slots.get(slot(block.size)).add(block);
      }
    }
    unused.removeIf(place -> place >= headers);
    unused.sort(Collections.reverseOrder());
  }

  private static int slot(int size) {
    int slot = 0;
    while (2L << slot <= size) {
      slot++;
    }
    return slot;
  }
}
