// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import java.io.IOException;

/** A malloc library could not be measured at all. The message is one line that says why. */
public final class NativeLibraryException extends IOException {
  private static final long serialVersionUID = 1;

  NativeLibraryException(String message) {
    super(message);
  }

  NativeLibraryException(String message, Throwable cause) {
    super(message, cause);
  }
}
