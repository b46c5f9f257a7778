// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.skyline;

import java.util.Arrays;

/**
 * The blocks that a pass has not placed yet, and the best of those that live within a range of
 * time.
 *
 * <p>Each bucket has a tournament tree over groups of {@value #GROUP} positions. A node knows the
 * best rank and the earliest end below it: a subtree is passed over when it has no rank better than
 * the one found so far, or no end early enough. Buckets are searched from long lifetimes to short
 * ones.
 *
 * <p>{@link #remove} is O(log n). {@link #best} is O(log n) a bucket where the range is longer than
 * the bucket's lifetimes; where it is about as long, it may look at all blocks that begin in it. 6
 * bytes a block. Not thread-safe.
 */
final class UnplacedBlocks {
  /** What {@link #best} returns when there is none. */
  static final int NO_BLOCK = -1;

  private static final int GROUP = 8;
  private static final int PLACED = Integer.MAX_VALUE;

  private final BlocksByLifetime blocks;
  private final int[] firsts;
  private final int[] ends;
  private final int[] ranks;
  private final int[] roots; // by bucket: where its tree starts, less 1
  private final int[] widths; // by bucket: leaves of its tree, a power of two
  private final int[] bestRanks; // by node: children of node i of a tree are 2i and 2i + 1
  private final int[] earliestEnds;

  // of the query that is being answered
  private int fromInstant;
  private int toInstant;
  private int bestRank;
  private int bestPosition;
  private int tree;
  private int treeStart;
  private int treeEnd;

  /**
   * All blocks.
   *
   * @param ranks by position, the best 0; this object's from now on
   */
  UnplacedBlocks(BlocksByLifetime blocks, int[] ranks) {
    this.blocks = blocks;
    this.ranks = ranks;
    firsts = blocks.firsts();
    ends = blocks.ends();
    roots = new int[blocks.bucketCount()];
    widths = new int[blocks.bucketCount()];
    int nodes = layOutTrees();
    bestRanks = new int[nodes];
    earliestEnds = new int[nodes];
    Arrays.fill(bestRanks, PLACED);
    Arrays.fill(earliestEnds, Integer.MAX_VALUE);
    for (int bucket = 0; bucket < roots.length; bucket++) {
      fillTree(bucket);
    }
  }

  private int layOutTrees() {
    int nodes = 0;
    for (int bucket = 0; bucket < roots.length; bucket++) {
      int size = blocks.bucketStart(bucket + 1) - blocks.bucketStart(bucket);
      int groups = Math.ceilDiv(size, GROUP);
      widths[bucket] = Integer.highestOneBit(2 * groups - 1);
      roots[bucket] = nodes - 1;
      nodes += 2 * widths[bucket] - 1;
    }
    return nodes;
  }

  private void fillTree(int bucket) {
    int from = blocks.bucketStart(bucket);
    int to = blocks.bucketStart(bucket + 1);
    int leaf = widths[bucket];
    for (int group = from; group < to; group += GROUP) {
      fillLeaf(roots[bucket] + leaf++, group, Math.min(to, group + GROUP));
    }
    for (int node = widths[bucket] - 1; node > 0; node--) {
      fillInner(roots[bucket], node);
    }
  }

  private void fillLeaf(int node, int from, int to) {
    int rank = PLACED;
    int end = Integer.MAX_VALUE;
    for (int position = from; position < to; position++) {
      if (ranks[position] != PLACED) {
        rank = Math.min(rank, ranks[position]);
        end = Math.min(end, ends[position]);
      }
    }
    bestRanks[node] = rank;
    earliestEnds[node] = end;
  }

  private void fillInner(int root, int node) {
    int left = root + 2 * node;
    bestRanks[root + node] = Math.min(bestRanks[left], bestRanks[left + 1]);
    earliestEnds[root + node] = Math.min(earliestEnds[left], earliestEnds[left + 1]);
  }

  /**
   * The position of the best block that lives within {@code [from, to)}; {@link #NO_BLOCK} if none.
   */
  int best(int from, int to) {
    fromInstant = from;
    toInstant = to;
    bestRank = PLACED;
    bestPosition = NO_BLOCK;
    for (int bucket = 0; bucket < roots.length; bucket++) {
      tree = roots[bucket];
      treeStart = blocks.bucketStart(bucket);
      treeEnd = blocks.bucketStart(bucket + 1);
      search(1, treeStart, widths[bucket] * GROUP);
    }
    return bestPosition;
  }

  /** Searches a node, which covers {@code length} positions from {@code start} on. */
  private void search(int node, int start, int length) {
    if (bestRanks[tree + node] >= bestRank
        || earliestEnds[tree + node] > toInstant
        || firsts[Math.min(start + length, treeEnd) - 1] < fromInstant) {
      return;
    }
    if (length == GROUP) {
      searchGroup(start, Math.min(start + GROUP, treeEnd));
      return;
    }
    int half = length / 2;
    int left = 2 * node;
    if (bestRanks[tree + left] <= bestRanks[tree + left + 1]) {
      search(left, start, half);
      search(left + 1, start + half, half);
    } else {
      search(left + 1, start + half, half);
      search(left, start, half);
    }
  }

  private void searchGroup(int from, int to) {
    for (int position = from; position < to; position++) {
      if (ranks[position] < bestRank
          && firsts[position] >= fromInstant
          && ends[position] <= toInstant) {
        bestRank = ranks[position];
        bestPosition = position;
      }
    }
  }

  /** Takes a block out: it has been placed. */
  void remove(int position) {
    ranks[position] = PLACED;
    int bucket = bucketOf(position);
    int start = blocks.bucketStart(bucket);
    int group = (position - start) / GROUP;
    int from = start + group * GROUP;
    int root = roots[bucket];
    int node = widths[bucket] + group;
    fillLeaf(root + node, from, Math.min(blocks.bucketStart(bucket + 1), from + GROUP));
    for (node /= 2; node > 0; node /= 2) {
      fillInner(root, node);
    }
  }

  private int bucketOf(int position) {
    int bucket = 0;
    while (blocks.bucketStart(bucket + 1) <= position) {
      bucket++;
    }
    return bucket;
  }
}
