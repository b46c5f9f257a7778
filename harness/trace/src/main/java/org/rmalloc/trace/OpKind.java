// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

/** What an op does. */
public enum OpKind {
  /** A block is born. */
  NEW('N', Code.NEW),
  /** A block is freed. */
  FREE('F', Code.FREE),
  /** A block goes on with a new size. */
  RESIZE('R', Code.RESIZE),
  /** The program reads from a block (access dialect). */
  LOAD('L', Code.LOAD),
  /** The program writes to a block (access dialect). */
  STORE('S', Code.STORE),
  /** The program reads and writes a block in one instruction (access dialect). */
  MODIFY('M', Code.MODIFY),
  /** A block is locked from here on (lock dialect). */
  LOCK('L', Code.LOCK),
  /** A block is unlocked from here on (lock dialect). */
  UNLOCK('U', Code.UNLOCK);

  private final char letter;
  private final byte code;

  OpKind(char letter, byte code) {
    this.letter = letter;
    this.code = code;
  }

  /** The letter that stands for this kind in files. */
  public char letter() {
    return letter;
  }

  /** This kind as packed into a trace's column: one of {@link Code}. */
  public byte code() {
    return code;
  }

  /**
   * Whether an allocator is asked to place, free or resize a block: the ops that statistics count.
   */
  public boolean isRequest() {
    return code <= Code.RESIZE;
  }

  /** Whether a program reads or writes a block. */
  public boolean isAccess() {
    return code >= Code.LOAD && code <= Code.MODIFY;
  }

  /** The kind that a trace's column holds as {@code code}. */
  public static OpKind of(byte code) {
    return switch (code) {
      case Code.NEW -> NEW;
      case Code.FREE -> FREE;
      case Code.RESIZE -> RESIZE;
      case Code.LOAD -> LOAD;
      case Code.STORE -> STORE;
      case Code.MODIFY -> MODIFY;
      case Code.LOCK -> LOCK;
      case Code.UNLOCK -> UNLOCK;
      default ->
          throw new IllegalArgumentException("found op code " + code + ", which is no kind of op");
    };
  }

  /** The kinds as packed into a trace's column, for loops that switch on it. */
  public static final class Code {
    public static final byte NEW = 0;
    public static final byte FREE = 1;
    public static final byte RESIZE = 2;
    public static final byte LOAD = 3;
    public static final byte STORE = 4;
    public static final byte MODIFY = 5;
    public static final byte LOCK = 6;
    public static final byte UNLOCK = 7;

    /** How many kinds there are: codes are 0 to this, exclusive. */
    public static final int COUNT = 8;

    private Code() {}
  }
}
