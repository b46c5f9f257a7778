// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.hrec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.mapping.HeapEventSink;
import org.rmalloc.trace.mapping.RecordingImporter;
import org.rmalloc.trace.mapping.RecordingInput;

/** Reads the recorder's binary form. */
public final class HrecImporter implements RecordingImporter {
  @Override
  public String format() {
    return "hrec";
  }

  @Override
  public boolean recognizes(FileStart start) {
    return HrecLayout.hasMagic(start.text().getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public boolean mayMark() {
    return true;
  }

  @Override
  public void read(RecordingInput recording, HeapEventSink events) throws IOException {
    HrecReader reader = HrecReader.of(recording.input(), recording.bad());
    reader.readTo(events);
    recording.notes().addAll(reader.notes());
    if (reader.stoppedEarly()) {
      recording.warnings().add("INCOMPLETE: the recording stops early: " + reader.stopReason());
    }
  }
}
