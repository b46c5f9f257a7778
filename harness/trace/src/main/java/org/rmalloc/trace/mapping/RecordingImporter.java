// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.mapping;

import java.io.IOException;
import org.rmalloc.trace.file.FileStart;

/** Reads recordings of one format. Has no state. */
public interface RecordingImporter {
  /** The format's name, as the option {@code --from} takes it. */
  String format();

  /**
   * Whether a file looks like one of this format.
   *
   * @param start its first bytes, uncompressed
   */
  boolean recognizes(FileStart start);

  /** Whether a recording of this format may say alignments, threads or times. */
  default boolean mayMark() {
    return false;
  }

  /** Reads a recording to its end and tells what was recorded. */
  void read(RecordingInput recording, HeapEventSink events) throws IOException;
}
