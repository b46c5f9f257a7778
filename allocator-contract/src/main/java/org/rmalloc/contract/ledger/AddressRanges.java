// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract.ledger;

import java.util.Arrays;

/**
 * A set of addresses, held as disjoint half-open ranges, none empty and no two adjoining.
 *
 * <p>A treap by first address, each node with the longest range of its subtree. Priorities come
 * from a fixed generator, so the same calls make the same tree. Nodes lie side by side in one
 * array, half a cache line each. O(log n) expected a call, without allocation but for growth.
 *
 * <p>Source: Seidel and Aragon, "Randomized Search Trees", Algorithmica 16, 1996.
 */
final class AddressRanges {
  private static final int NO_NODE =
      0; // node 0 stays zeroed: an empty subtree's longest range is 0

  // The words of a node.
  private static final int LEFT = 0;
  private static final int RIGHT = 1;
  private static final int FROM = 2;
  private static final int TO = 3;
  private static final int LONGEST = 4; // in this subtree
  private static final int PRIORITY = 5; // no node's is above its parent's
  private static final int WORDS = 8; // a power of two, so that no node straddles a cache line

  private int[] words = new int[64 * WORDS];
  private int root = NO_NODE;
  private int vacant = NO_NODE; // nodes to use again, linked by LEFT
  private int used = WORDS; // words of nodes made so far
  private int random = 0x2545F491;
  private long total;

  /** How many addresses there are in all. O(1). */
  long total() {
    return total;
  }

  /** The length of the longest range, 0 if there is none. O(1). */
  int longest() {
    return words[root + LONGEST];
  }

  /** Whether every address of a range is here. */
  boolean containsAll(int from, int to) {
    int node = floor(from);
    return from == to || (node != NO_NODE && to <= words[node + TO]);
  }

  /** Adds a range, none of whose addresses is here. */
  void add(int from, int to) {
    if (from == to) {
      return;
    }
    total += to - from;
    int before = from == 0 ? NO_NODE : floor(from - 1);
    boolean joinsBefore = before != NO_NODE && words[before + TO] == from;
    int after = floor(to);
    boolean joinsAfter = after != NO_NODE && words[after + FROM] == to;
    if (joinsBefore && joinsAfter) {
      int end = words[after + TO];
      root = without(root, to);
      replace(root, words[before + FROM], words[before + FROM], end);
    } else if (joinsBefore) {
      replace(root, words[before + FROM], words[before + FROM], to);
    } else if (joinsAfter) {
      replace(root, to, from, words[after + TO]);
    } else {
      root = with(root, newNode(from, to));
    }
  }

  /** Removes a range, all of whose addresses are here. */
  void remove(int from, int to) {
    if (from == to) {
      return;
    }
    total -= to - from;
    int node = floor(from);
    int start = words[node + FROM];
    int end = words[node + TO];
    if (start == from && end == to) {
      root = without(root, start);
    } else if (start == from) {
      replace(root, start, to, end);
    } else {
      replace(root, start, start, from);
      if (to < end) {
        root = with(root, newNode(to, end));
      }
    }
  }

  /** Visits the ranges in the order of their addresses. */
  void forEach(AddressRangeVisitor visitor) {
    visit(root, visitor);
  }

  private void visit(int node, AddressRangeVisitor visitor) {
    if (node != NO_NODE) {
      visit(words[node + LEFT], visitor);
      visitor.range(words[node + FROM], words[node + TO]);
      visit(words[node + RIGHT], visitor);
    }
  }

  /** The last range that starts at {@code address} or before. */
  private int floor(int address) {
    int best = NO_NODE;
    int node = root;
    while (node != NO_NODE) {
      if (words[node + FROM] <= address) {
        best = node;
        node = words[node + RIGHT];
      } else {
        node = words[node + LEFT];
      }
    }
    return best;
  }

  /** Changes the range that starts at {@code key}, which stays between its neighbours. */
  private void replace(int node, int key, int from, int to) {
    int start = words[node + FROM];
    if (start == key) {
      words[node + FROM] = from;
      words[node + TO] = to;
    } else {
      replace(words[node + (key < start ? LEFT : RIGHT)], key, from, to);
    }
    update(node);
  }

  /** The tree of {@code node} with {@code fresh} in it. */
  private int with(int node, int fresh) {
    if (node == NO_NODE) {
      return fresh;
    }
    int side = words[fresh + FROM] < words[node + FROM] ? LEFT : RIGHT;
    int child = with(words[node + side], fresh);
    words[node + side] = child;
    if (words[child + PRIORITY] > words[node + PRIORITY]) {
      return rotateUp(node, side);
    }
    update(node);
    return node;
  }

  /** Makes the child on {@code side} the parent of its parent, and returns it. */
  private int rotateUp(int node, int side) {
    int child = words[node + side];
    int other = LEFT + RIGHT - side;
    words[node + side] = words[child + other];
    words[child + other] = node;
    update(node);
    update(child);
    return child;
  }

  /** The tree of {@code node} without the range that starts at {@code key}. */
  private int without(int node, int key) {
    int start = words[node + FROM];
    if (start == key) {
      int rest = merged(words[node + LEFT], words[node + RIGHT]);
      words[node + LEFT] = vacant;
      vacant = node;
      return rest;
    }
    int side = key < start ? LEFT : RIGHT;
    words[node + side] = without(words[node + side], key);
    update(node);
    return node;
  }

  /** One tree of two, of which one lies before the other. */
  private int merged(int left, int right) {
    if (left == NO_NODE || right == NO_NODE) {
      return left + right;
    }
    if (words[left + PRIORITY] > words[right + PRIORITY]) {
      words[left + RIGHT] = merged(words[left + RIGHT], right);
      update(left);
      return left;
    }
    words[right + LEFT] = merged(left, words[right + LEFT]);
    update(right);
    return right;
  }

  private void update(int node) {
    int own = words[node + TO] - words[node + FROM];
    int below = Math.max(words[words[node + LEFT] + LONGEST], words[words[node + RIGHT] + LONGEST]);
    words[node + LONGEST] = Math.max(own, below);
  }

  private int newNode(int from, int to) {
    int node = vacant;
    if (node == NO_NODE) {
      if (used == words.length) {
        words = Arrays.copyOf(words, 2 * used);
      }
      node = used;
      used += WORDS;
    } else {
      vacant = words[node + LEFT];
    }
    words[node + LEFT] = NO_NODE;
    words[node + RIGHT] = NO_NODE;
    words[node + FROM] = from;
    words[node + TO] = to;
    words[node + LONGEST] = to - from;
    words[node + PRIORITY] = nextRandom();
    return node;
  }

  /** Marsaglia's xorshift. */
  private int nextRandom() {
    random ^= random << 13;
    random ^= random >>> 17;
    random ^= random << 5;
    return random;
  }
}
