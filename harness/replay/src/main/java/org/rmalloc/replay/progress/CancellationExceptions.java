// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.progress;

import java.util.concurrent.CancellationException;

/** What an interrupted wait comes to, everywhere. */
public final class CancellationExceptions {
  private CancellationExceptions() {}

  /** An exception to throw; the calling thread stays interrupted. */
  public static CancellationException of(InterruptedException cause) {
    Thread.currentThread().interrupt();
    CancellationException cancelled = new CancellationException("interrupted");
    cancelled.initCause(cause);
    return cancelled;
  }
}
