// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.util.regex.Pattern;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.file.InputQuoter;
import org.rmalloc.trace.file.LineCursor;
import org.rmalloc.trace.mapping.HeapEventSink;
import org.rmalloc.trace.mapping.RecordingImporter;
import org.rmalloc.trace.mapping.RecordingInput;

/**
 * Reads what {@code heaptrack -r} writes: {@code + size trace address} and {@code - address}, all
 * in hexadecimal without a prefix. A realloc is told as a free and an allocation. What heaptrack
 * does not hook, such as memalign, is freed unseen.
 */
final class HeaptrackRawImporter implements RecordingImporter {
  private static final Pattern RECORD =
      Pattern.compile("^\\+ [0-9a-f]+ [0-9a-f]+ [0-9a-f]+$", Pattern.MULTILINE);
  private static final String GRAMMAR = "+ <size> <trace> <address> or - <address>, hexadecimal";
  private static final String IGNORED = "vxXImtcRSA#";

  @Override
  public String format() {
    return "heaptrack-raw";
  }

  @Override
  public boolean recognizes(FileStart start) {
    return start.firstLine().startsWith("v ") && start.has(RECORD);
  }

  @Override
  public void read(RecordingInput recording, HeapEventSink events) throws IOException {
    recording.lines().forEachLine(line -> readLine(line, events));
  }

  private static void readLine(LineCursor line, HeapEventSink events) throws IOException {
    if (line.take('+')) {
      long size = number(line);
      number(line); // the trace of calls
      long address = number(line);
      checkEnd(line);
      events.allocated(address, size);
    } else if (line.take('-')) {
      long address = number(line);
      checkEnd(line);
      events.freed(address);
    } else if (!line.atLineEnd() && IGNORED.indexOf(line.takeByte()) < 0) {
      throw refusal(line);
    }
  }

  static long number(LineCursor line) {
    if (!line.take(' ') || !line.takeHexNumber()) {
      throw refusal(line);
    }
    return line.value();
  }

  static void checkEnd(LineCursor line) {
    if (!line.atLineEnd()) {
      throw refusal(line);
    }
  }

  private static InvalidOpException refusal(LineCursor line) {
    return new InvalidOpException(InputQuoter.quoted(line.lineText()), GRAMMAR);
  }
}
