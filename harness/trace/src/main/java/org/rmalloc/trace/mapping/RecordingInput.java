// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.mapping;

import java.util.ArrayList;
import java.util.List;
import org.rmalloc.trace.file.BadRecordHandler;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.file.LineCursor;
import org.rmalloc.trace.file.WholeLinesBuffer;

/**
 * A recording that is about to be read.
 *
 * @param input its bytes
 * @param bad what becomes of bad records
 * @param notes takes what the file says of itself, one {@code key=value} each
 * @param warnings takes what its user should know
 */
public record RecordingInput(
    DecompressedInput input, BadRecordHandler bad, List<String> notes, List<String> warnings) {
  /** One that has said nothing of itself yet. */
  public RecordingInput(DecompressedInput input, BadRecordHandler bad) {
    this(input, bad, new ArrayList<>(), new ArrayList<>());
  }

  /** A cursor on its lines. */
  public LineCursor lines() {
    return new LineCursor(new WholeLinesBuffer(input), bad, /* mayEndInCrLf= */ true);
  }
}
