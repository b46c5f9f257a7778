// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.file;

import com.github.luben.zstd.util.Native;
import java.io.IOException;

/** The library in machine code behind zstd, which is unpacked to a temporary file on first use. */
final class ZstdLibraryLoader {
  private ZstdLibraryLoader() {}

  /** Loads it; the temporary folder may be full, or may hold no programs. */
  static void load() throws IOException {
    try {
      Native.load();
    } catch (LinkageError e) {
      throw new IOException(
          "zstd cannot be loaded: %s; expected a folder %s that has room and may hold programs;"
                  .formatted(e.getMessage(), System.getProperty("java.io.tmpdir"))
              + " choose another with RMALLOC_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER,"
              + " or a name that does not end in .zst",
          e);
    }
  }
}
