// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lackey;

import java.io.IOException;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.file.InputQuoter;
import org.rmalloc.trace.file.LineCursor;
import org.rmalloc.trace.mapping.HeapEventSink;

/** The lines of one log, in order. */
final class LackeyLineParser {
  private static final int MAX_HEX_DIGITS = 16;
  private static final String GRAMMAR =
      "' L|S|M <hex address>,<size>' or '**<pid>** @( | @) | @N <address> <size>[ <alignment>] | @F"
          + " <address> | @R <old> <new> <size>'";

  private final HeapEventSink events;
  private boolean knowsProcess;
  private long process; // the first that says anything
  private boolean inAllocator;
  private final AllocatedPageSet heap = new AllocatedPageSet();

  LackeyLineParser(HeapEventSink events) {
    this.events = events;
  }

  void readLine(LineCursor line) throws IOException {
    if (line.take(' ')) {
      readAccess(line);
    } else if (line.take("**")) {
      readMark(line);
    } else if (line.take('I')) {
      readFetch(line);
    } else if (!line.take("==") && !line.take("--") && !line.atLineEnd()) {
      line.foreign();
    }
  }

  /** Of no interest, but two lines that became one must not pass for it. */
  private static void readFetch(LineCursor line) {
    if (!line.take("  ")) {
      throw bad(line);
    }
    hex(line);
    checkNumberAtEnd(line);
  }

  private void readAccess(LineCursor line) throws IOException {
    OpKind kind = kind(line);
    if (!line.take(' ')) {
      throw bad(line);
    }
    long address = hex(line);
    checkNumberAtEnd(line);
    if (!inAllocator && heap.contains(address)) {
      events.accessed(kind, address, line.value());
    }
  }

  private static OpKind kind(LineCursor line) {
    return switch (line.takeByte()) {
      case 'L' -> OpKind.LOAD;
      case 'S' -> OpKind.STORE;
      case 'M' -> OpKind.MODIFY;
      default -> throw bad(line);
    };
  }

  /** A hexadecimal number and the comma behind it. */
  private static long hex(LineCursor line) {
    long number = 0;
    int digits = 0;
    for (int next = line.takeByte(); next != ','; next = line.takeByte()) {
      int digit = Character.digit(next, 16);
      if (digit < 0 || ++digits > MAX_HEX_DIGITS) {
        throw bad(line);
      }
      number = number << 4 | digit;
    }
    if (digits == 0) {
      throw bad(line);
    }
    return number;
  }

  private static void checkNumberAtEnd(LineCursor line) {
    if (!line.takeNumber() || !line.atLineEnd()) {
      throw bad(line);
    }
  }

  private void readMark(LineCursor line) throws IOException {
    if (!line.takeNumber() || !line.take("** ")) {
      throw bad(line);
    }
    if (!knowsProcess) {
      process = line.value();
      knowsProcess = true;
    }
    if (line.value() == process && line.take('@')) {
      readEvent(line);
    } else {
      line.foreign(); // another process, or another client's message
    }
  }

  private void readEvent(LineCursor line) throws IOException {
    switch (line.takeByte()) {
      case '(' -> enter(line, true);
      case ')' -> enter(line, false);
      case 'N' -> allocated(number(line), number(line), alignment(line));
      case 'F' -> freed(last(line));
      case 'R' -> resized(number(line), number(line), last(line));
      default -> throw bad(line);
    }
  }

  private void enter(LineCursor line, boolean allocator) {
    checkEnd(line);
    inAllocator = allocator;
  }

  private void allocated(long address, long size, long alignment) throws IOException {
    inAllocator = false;
    heap.add(address, size);
    events.allocatedAligned(address, size, alignment);
  }

  /** What ends an N: nothing, or an alignment. */
  private static long alignment(LineCursor line) {
    if (line.atLineEnd()) {
      return 1;
    }
    long alignment = last(line);
    OpAnnotationKind.ALIGNMENT.check(alignment);
    return alignment;
  }

  private void freed(long address) throws IOException {
    inAllocator = true;
    events.freed(address);
  }

  private void resized(long from, long to, long size) throws IOException {
    heap.add(to, size);
    events.resized(from, to, size);
  }

  private static void checkEnd(LineCursor line) {
    if (!line.atLineEnd()) {
      throw bad(line);
    }
  }

  private static long number(LineCursor line) {
    if (!line.take(' ') || !line.takeNumber()) {
      throw bad(line);
    }
    return line.value();
  }

  private static long last(LineCursor line) {
    long value = number(line);
    checkEnd(line);
    return value;
  }

  private static InvalidOpException bad(LineCursor line) {
    return new InvalidOpException(InputQuoter.quoted(line.lineText()), GRAMMAR);
  }
}
