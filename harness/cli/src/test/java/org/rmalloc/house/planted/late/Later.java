// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house.planted.late;

/** Used by a class of an earlier package, on purpose. */
public final class Later {
  private Later() {}

  /** A word that is not inlined into who uses it. */
  public static String word() {
    return "late";
  }
}
