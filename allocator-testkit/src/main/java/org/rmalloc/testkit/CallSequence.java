// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.Arrays;

/**
 * A sequence of calls that a test generates, in packed columns: kind, block, amount, alignment. A
 * block is named by the number of its malloc, which no other malloc of the sequence bears; a call
 * that names a block which is not live, because its malloc failed or was dropped, is skipped. So
 * every part of a sequence is one too, and to shrink it is to drop ops.
 */
final class CallSequence {
  private AllocatorCallKind[] calls = new AllocatorCallKind[64];
  private int[] blocks = new int[64];
  private long[] amounts = new long[64];
  private int[] alignments = new int[64]; // of mallocs; 1 of others
  private int size;
  private int blockCount;

  void add(AllocatorCallKind call, int block, long amount) {
    add(call, block, amount, 1);
  }

  void add(AllocatorCallKind call, int block, long amount, int alignment) {
    if (size == calls.length) {
      grow();
    }
    calls[size] = call;
    blocks[size] = block;
    amounts[size] = amount;
    alignments[size] = alignment;
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

  AllocatorCallKind call(int op) {
    return calls[op];
  }

  int block(int op) {
    return blocks[op];
  }

  long amount(int op) {
    return amounts[op];
  }

  /** Of a malloc: what the block's address is to be a multiple of. */
  int alignment(int op) {
    return alignments[op];
  }

  /** The same ops, of which one asks for no alignment. */
  CallSequence withoutAlignment(int plainOp) {
    CallSequence other = keeping(_ -> true);
    other.alignments[plainOp] = 1;
    return other;
  }

  /** The ops for which {@code kept} holds. */
  CallSequence keeping(OpFilter kept) {
    CallSequence part = new CallSequence();
    for (int op = 0; op < size; op++) {
      if (kept.keeps(op)) {
        part.add(call(op), blocks[op], amounts[op], alignments[op]);
      }
    }
    return part;
  }

  private void grow() {
    calls = Arrays.copyOf(calls, 2 * size);
    blocks = Arrays.copyOf(blocks, 2 * size);
    amounts = Arrays.copyOf(amounts, 2 * size);
    alignments = Arrays.copyOf(alignments, 2 * size);
  }

  /** Says which ops of a sequence to keep. */
  @FunctionalInterface
  interface OpFilter {
    boolean keeps(int op);
  }
}
