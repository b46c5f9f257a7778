// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a sequence as an ops trace in the lock dialect, for the command line to replay. What that
 * format cannot say (compactions, nested and weak locks, requests that failed) becomes a comment.
 */
final class SequenceTraceWriter {
  private final StringBuilder text = new StringBuilder();
  private int version = 1; // 2 once a line says an alignment

  /** A trace that starts with {@code comments}. */
  SequenceTraceWriter(List<String> comments) {
    comments.forEach(this::comment);
  }

  /** Adds a call that was made and left {@code model} behind. */
  void add(CallSequence sequence, int op, LiveBlockModel model) {
    AllocatorCallKind call = sequence.call(op);
    int block = sequence.block(op);
    long amount = sequence.amount(op);
    switch (call) {
      case MALLOC, REALLOC -> addRequest(sequence, op, model);
      case FREE -> line(block, 'F', 0, 0);
      case LOCK -> addLock(block, 'L', model.lockDepth(block) == 1);
      case UNLOCK -> addLock(block, 'U', model.lockDepth(block) == 0);
      case WEAK_LOCK, COMPACT -> comment(call + " " + block + " " + amount);
    }
  }

  /** Adds the last call, whatever came of it. */
  void addLast(CallSequence sequence, int op) {
    AllocatorCallKind call = sequence.call(op);
    int block = sequence.block(op);
    long amount = sequence.amount(op);
    switch (call) {
      case MALLOC -> birth(block, 0, amount, sequence.alignment(op));
      case REALLOC -> line(block, 'R', 0, amount);
      case FREE -> line(block, 'F', 0, 0);
      case LOCK -> line(block, 'L', 0, 0);
      case UNLOCK -> line(block, 'U', 0, 0);
      case WEAK_LOCK, COMPACT -> comment(call + " " + block + " " + amount);
    }
  }

  @Override
  public String toString() {
    return "# rmalloc-ops " + version + " dialect=lock\n" + text;
  }

  /** Writes the trace to {@code file}, with the folders it needs. */
  void writeTo(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addRequest(CallSequence sequence, int op, LiveBlockModel model) {
    AllocatorCallKind call = sequence.call(op);
    int block = sequence.block(op);
    long amount = sequence.amount(op);
    if (!model.isLive(block) || model.sizeBytes(block) != amount) {
      comment(call + " " + block + " " + amount + " failed");
    } else if (call == AllocatorCallKind.MALLOC) {
      birth(block, model.address(block), amount, sequence.alignment(op));
    } else {
      line(block, 'R', model.address(block), amount);
    }
  }

  private void birth(int block, long address, long sizeBytes, int alignment) {
    line(block, 'N', address, sizeBytes);
    if (alignment > 1) {
      text.insert(text.length() - 1, " " + alignment);
      version = 2;
    }
  }

  private void addLock(int block, char op, boolean changes) {
    if (changes) {
      line(block, op, 0, 0);
    } else {
      comment("nested " + op + " of " + block);
    }
  }

  private void line(int block, char op, long address, long sizeBytes) {
    text.append(block).append(' ').append(op).append(' ');
    text.append(address).append(' ').append(sizeBytes).append('\n');
  }

  private void comment(String comment) {
    text.append("# ").append(comment).append('\n');
  }
}
