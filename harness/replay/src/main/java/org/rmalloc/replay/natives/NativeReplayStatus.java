// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import java.util.Locale;

/** How the replay against a malloc library ended. */
public enum NativeReplayStatus {
  /** Every op was met. */
  FINISHED,
  /** A request was refused with NULL. */
  NULL,
  /** A block was misaligned, overlapped a live one, or lost its contents. */
  WRONG,
  /** A signal ended the process. */
  CRASHED,
  /** The library ended the process. */
  EXITED,
  /** Somebody killed the process: the machine's memory may have run out. */
  KILLED,
  /** It took longer than it was given. */
  TIMEOUT;

  /** As a result holds it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
