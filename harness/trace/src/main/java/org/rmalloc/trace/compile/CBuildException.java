// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.compile;

import java.io.IOException;

/** C code could not be built, or not be kept. The message says why, and what helps. */
public final class CBuildException extends IOException {
  private static final long serialVersionUID = 1;

  CBuildException(String message) {
    super(message);
  }
}
