package org.rmalloc.testkit;

import java.util.Arrays;

/**
 * A sequence of calls in packed columns: kind, block, amount. A block is named by the number of its
 * malloc, which no other malloc of the sequence bears; a call that names a block which is not live,
 * because its malloc failed or was dropped, is skipped. So every part of a sequence is one too, and
 * to shrink it is to drop ops.
 */
final class OpSequence {
  private Call[] calls = new Call[64];
  private int[] blocks = new int[64];
  private long[] amounts = new long[64];
  private int size;
  private int blockCount;

  void add(Call call, int block, long amount) {
    if (size == calls.length) {
      grow();
    }
    calls[size] = call;
    blocks[size] = block;
    amounts[size] = amount;
    size++;
    blockCount = Math.max(blockCount, block + 1);
  }

  int size() {
    return size;
  }

  /** One more than the highest block named. */
  int blockCount() {
    return blockCount;
  }

  Call call(int op) {
    return calls[op];
  }

  int block(int op) {
    return blocks[op];
  }

  long amount(int op) {
    return amounts[op];
  }

  /** The ops for which {@code kept} holds. */
  OpSequence keeping(OpFilter kept) {
    OpSequence part = new OpSequence();
    for (int op = 0; op < size; op++) {
      if (kept.keeps(op)) {
        part.add(call(op), blocks[op], amounts[op]);
      }
    }
    return part;
  }

  private void grow() {
    calls = Arrays.copyOf(calls, 2 * size);
    blocks = Arrays.copyOf(blocks, 2 * size);
    amounts = Arrays.copyOf(amounts, 2 * size);
  }

  /** Says which ops of a sequence to keep. */
  @FunctionalInterface
  interface OpFilter {
    boolean keeps(int op);
  }
}
