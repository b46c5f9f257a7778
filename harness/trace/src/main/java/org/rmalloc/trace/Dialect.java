// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

import java.util.Locale;

/** Which ops a trace may hold, and so what its letter {@code L} means. */
public enum Dialect {
  /** What a program did: requests and accesses; {@code L} is a load. */
  ACCESS("N F R L S M"),
  /** What is replayed: requests, and when blocks are locked; {@code L} is a lock. */
  LOCK("N F R L U");

  private final String letters;

  Dialect(String letters) {
    this.letters = letters;
  }

  /** This dialect as files and options call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The letters of its ops, a blank between two. */
  public String letters() {
    return letters;
  }

  /** Whether a trace of this dialect may hold ops of a kind. */
  public boolean holds(OpKind kind) {
    return switch (kind) {
      case NEW, FREE, RESIZE -> true;
      case LOAD, STORE, MODIFY -> this == ACCESS;
      case LOCK, UNLOCK -> this == LOCK;
    };
  }
}
