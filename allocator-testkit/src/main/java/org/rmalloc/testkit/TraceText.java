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
final class TraceText {
  private final StringBuilder text = new StringBuilder("# rmalloc-ops 1 dialect=lock\n");

  /** A trace that starts with {@code comments}. */
  TraceText(List<String> comments) {
    comments.forEach(this::comment);
  }

  /** Adds a call that was made and left {@code model} behind. */
  void add(OpSequence sequence, int op, Model model) {
    Call call = sequence.call(op);
    int block = sequence.block(op);
    long amount = sequence.amount(op);
    switch (call) {
      case MALLOC, REALLOC -> addRequest(call, block, amount, model);
      case FREE -> line(block, 'F', 0, 0);
      case LOCK -> addLock(block, 'L', model.lockDepth(block) == 1);
      case UNLOCK -> addLock(block, 'U', model.lockDepth(block) == 0);
      case WEAK_LOCK, COMPACT -> comment(call + " " + block + " " + amount);
    }
  }

  /** Adds the last call, whatever came of it. */
  void addLast(OpSequence sequence, int op) {
    Call call = sequence.call(op);
    int block = sequence.block(op);
    long amount = sequence.amount(op);
    switch (call) {
      case MALLOC -> line(block, 'N', 0, amount);
      case REALLOC -> line(block, 'R', 0, amount);
      case FREE -> line(block, 'F', 0, 0);
      case LOCK -> line(block, 'L', 0, 0);
      case UNLOCK -> line(block, 'U', 0, 0);
      case WEAK_LOCK, COMPACT -> comment(call + " " + block + " " + amount);
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** Writes the trace to {@code file}, with the folders it needs. */
  void writeTo(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addRequest(Call call, int block, long amount, Model model) {
    if (model.isLive(block) && model.sizeBytes(block) == amount) {
      line(block, call == Call.MALLOC ? 'N' : 'R', model.address(block), amount);
    } else {
      comment(call + " " + block + " " + amount + " failed");
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
