// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.synth;

import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An endless heap of words without metadata, in which a policy places blocks: what an adversary
 * knows of its victim.
 *
 * <p>O(log holes + sizes of holes) an operation. Not thread-safe.
 */
final class AttackedHeapModel {
  private final Policy policy;
  private final TreeMap<Long, Long> holes = new TreeMap<>(); // words by address, none adjoining
  private final TreeMap<Long, NavigableSet<Long>> bySize = new TreeMap<>(); // addresses by words
  private long end; // of the highest block there ever was

  AttackedHeapModel(Policy policy) {
    this.policy = policy;
  }

  /** Words of heap needed so far. */
  long wordsUsed() {
    return end;
  }

  /** Places a block and returns its address. */
  long place(long words) {
    NavigableMap<Long, NavigableSet<Long>> fitting = bySize.tailMap(words, true);
    return fitting.isEmpty() ? extend(words) : cut(policy.choose(fitting), words);
  }

  /** Frees a block: its words and neighbouring holes become one. */
  void free(long address, long words) {
    long from = address;
    long to = address + words;
    Map.Entry<Long, Long> before = holes.lowerEntry(address);
    if (before != null && before.getKey() + before.getValue() == address) {
      from = before.getKey();
      remove(from);
    }
    if (holes.containsKey(to)) {
      to += remove(to);
    }
    add(from, to - from);
  }

  private long cut(long hole, long words) {
    long rest = remove(hole) - words;
    if (rest > 0) {
      add(hole + words, rest);
    }
    return hole;
  }

  /** What is free right below the end becomes part of the block. */
  private long extend(long words) {
    Map.Entry<Long, Long> last = holes.lastEntry();
    long address = end;
    if (last != null && last.getKey() + last.getValue() == end) {
      address = last.getKey();
      remove(address);
    }
    end = address + words;
    return address;
  }

  private void add(long address, long words) {
    holes.put(address, words);
    bySize.computeIfAbsent(words, _ -> new TreeSet<>()).add(address);
  }

  private long remove(long address) {
    long words = holes.remove(address);
    NavigableSet<Long> same = bySize.get(words);
    same.remove(address);
    if (same.isEmpty()) {
      bySize.remove(words);
    }
    return words;
  }

  /** Which of the holes that are large enough takes a block. */
  enum Policy {
    /** The lowest. */
    FIRST_FIT {
      @Override
      long choose(NavigableMap<Long, NavigableSet<Long>> fitting) {
        return fitting.values().stream().mapToLong(NavigableSet::first).min().orElseThrow();
      }
    },

    /** The smallest, the lowest of its size. */
    BEST_FIT {
      @Override
      long choose(NavigableMap<Long, NavigableSet<Long>> fitting) {
        return fitting.firstEntry().getValue().first();
      }
    };

    /** The address of a hole, of those that fit, by size. */
    abstract long choose(NavigableMap<Long, NavigableSet<Long>> fitting);
  }
}
