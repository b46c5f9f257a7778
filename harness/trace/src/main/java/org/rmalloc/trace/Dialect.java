package org.rmalloc.trace;

/** Which ops a trace may hold, and so what its letter {@code L} means. */
public enum Dialect {
  /** What a program did: requests and accesses; {@code L} is a load. */
  ACCESS,
  /** What is replayed: requests, and when blocks are locked; {@code L} is a lock. */
  LOCK;

  /** Whether a trace of this dialect may hold ops of a kind. */
  public boolean holds(OpKind kind) {
    return switch (kind) {
      case NEW, FREE, RESIZE -> true;
      case LOAD, STORE, MODIFY -> this == ACCESS;
      case LOCK, UNLOCK -> this == LOCK;
    };
  }
}
