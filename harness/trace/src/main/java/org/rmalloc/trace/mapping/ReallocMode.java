// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.mapping;

/** What a resize becomes. */
public enum ReallocMode {
  /** The handle goes on, with a new address and size. */
  RESIZE("resize"),
  /** A free, and the birth of a new handle: as recorders do that know no resize. */
  FREE_NEW("free-new");

  private final String label;

  ReallocMode(String label) {
    this.label = label;
  }

  /** This mode as options call it. */
  public String label() {
    return label;
  }
}
