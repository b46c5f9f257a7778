// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.file;

import java.io.IOException;

/** Compressed input that ends early or was altered. Says what was found. */
public final class DamagedInputException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedInputException(String found) {
    super(found);
  }

  DamagedInputException(String found, Throwable cause) {
    super(found, cause);
  }
}
