// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.hrec;

import java.util.ArrayList;
import java.util.List;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.mapping.HeapEventSink;

/** Keeps the records it takes, as memtrace lines without their {@code >>>}. */
final class RecordText implements HeapEventSink {
  private final List<String> lines = new ArrayList<>();
  private long alignment = 1;

  List<String> lines() {
    return lines;
  }

  @Override
  public void allocated(long address, long sizeBytes) {
    if (alignment > 1) {
      add("N", address, sizeBytes, alignment);
      alignment = 1;
    } else {
      add("N", address, sizeBytes);
    }
  }

  @Override
  public void mark(OpAnnotationKind mark, long value) {
    switch (mark) {
      case ALIGNMENT -> alignment = value;
      case THREAD -> add("T", value, 0);
      case CLOCK -> add("C", value, 0);
    }
  }

  @Override
  public void freed(long address) {
    add("F", address, 0);
  }

  @Override
  public void resized(long from, long to, long sizeBytes) {
    add("R", from, to, sizeBytes);
  }

  @Override
  public void accessed(OpKind kind, long address, long sizeBytes) {
    add(String.valueOf(kind.letter()), address, sizeBytes);
  }

  private void add(String letter, long... numbers) {
    StringBuilder line = new StringBuilder(letter);
    for (long number : numbers) {
      line.append(' ').append(Long.toUnsignedString(number));
    }
    lines.add(line.toString());
  }
}
