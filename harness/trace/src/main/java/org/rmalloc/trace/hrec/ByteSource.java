// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.hrec;

import java.io.IOException;

/** Where bytes come from, such as {@code InputStream::read}. */
@FunctionalInterface
public interface ByteSource {
  /**
   * Reads at least one byte into {@code target}.
   *
   * @return how many; −1 at the end
   */
  int read(byte[] target, int offset, int length) throws IOException;
}
