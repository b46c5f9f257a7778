// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.nio.file.Path;

/** A program could not be recorded. The message is one line that says why, and what helps. */
public final class RecordingException extends IOException {
  private static final long serialVersionUID = 1;

  /** Exit status when recording itself failed, as of {@code env} and {@code timeout}. */
  public static final int FAILED = 125;

  /** Exit status when there is a program of that name, and it cannot be run. */
  public static final int CANNOT_RUN = 126;

  /** Exit status when there is no program of that name. */
  public static final int NOT_FOUND = 127;

  private final int exitStatus;

  RecordingException(int exitStatus, String message) {
    super(message);
    this.exitStatus = exitStatus;
  }

  RecordingException(String message) {
    this(FAILED, message);
  }

  RecordingException(String message, Throwable cause) {
    super(message, cause);
    exitStatus = FAILED;
  }

  /** Of what could not be written into the folder of a recording. */
  static RecordingException noRoomIn(Path folder, IOException e) {
    return new RecordingException(
        "%s: no room for a recording (%s); choose another place, or make room"
            .formatted(folder, e.getMessage()),
        e);
  }

  /** What the command that was to record exits with. */
  public int exitStatus() {
    return exitStatus;
  }
}
