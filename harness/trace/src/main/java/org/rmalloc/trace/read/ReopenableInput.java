// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.read;

import java.io.IOException;
import org.rmalloc.trace.file.DecompressedInput;

/** Opens a file, from its start each time. */
@FunctionalInterface
public interface ReopenableInput {
  /** Opens it; whoever asked closes it. */
  DecompressedInput open() throws IOException;
}
