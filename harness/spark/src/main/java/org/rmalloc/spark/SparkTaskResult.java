// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.spark;

import java.io.Serializable;
import java.util.ArrayList;

/**
 * What came of a task.
 *
 * @param measured results, as their files hold them
 * @param failure why the trials after these could not be measured; empty when all were
 */
record SparkTaskResult(ArrayList<ResultFile> measured, String failure) implements Serializable {
  /** A result and the name of its file. */
  static final class ResultFile implements Serializable {
    private static final long serialVersionUID = 1;

    private final String name;
    private final byte[] bytes;

    ResultFile(String name, byte[] bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    String name() {
      return name;
    }

    /** Not a copy. */
    byte[] bytes() {
      return bytes;
    }
  }
}
