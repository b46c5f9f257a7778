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
record TaskResult(ArrayList<ResultFile> measured, String failure) implements Serializable {
  /** A result and the name of its file. */
  record ResultFile(String name, byte[] bytes) implements Serializable {}
}
