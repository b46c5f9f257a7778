// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lackey;

import java.io.IOException;
import java.util.regex.Pattern;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.mapping.HeapEventSink;
import org.rmalloc.trace.mapping.RecordingImporter;
import org.rmalloc.trace.mapping.RecordingInput;

/**
 * Reads the log of {@code valgrind --tool=lackey --trace-mem=yes} with the shim's marks:
 *
 * <pre>
 * I  04848c1e,5                   an instruction: passed over
 *  L 1ffefff8d0,8                 a load; S a store, M a modify
 * **123** @(                      the allocator was entered: what is accessed now is its own
 * **123** @)                      … and left
 * **123** @N 67399344 16          a block is born, the allocator left; behind that its alignment
 * **123** @F 67399344             a block is to be freed, the allocator entered
 * **123** @R 67399344 67399500 20 a block was resized
 * </pre>
 *
 * Accesses to pages that no block ever was in are passed over. Marks of other processes than the
 * first one's count as somebody else's output; accesses do not tell whose they are.
 */
public final class LackeyImporter implements RecordingImporter {
  private static final Pattern MARK =
      Pattern.compile("^\\*\\*\\d+\\*\\* @([()]|[NFR] \\d)", Pattern.MULTILINE);

  @Override
  public String format() {
    return "lackey";
  }

  @Override
  public boolean recognizes(FileStart start) {
    return start.has(MARK);
  }

  @Override
  public boolean mayMark() {
    return true;
  }

  @Override
  public void read(RecordingInput recording, HeapEventSink events) throws IOException {
    recording.lines().forEachLine(new LackeyLineParser(events)::readLine);
  }
}
