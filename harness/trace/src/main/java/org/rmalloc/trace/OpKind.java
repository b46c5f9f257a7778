package org.rmalloc.trace;

/** What an op does. The kinds' ordinals are what a {@link Trace} packs into its column of kinds. */
public enum OpKind {
  /** A block is born. */
  NEW('N'),
  /** A block is freed. */
  FREE('F'),
  /** A block goes on with a new size. */
  RESIZE('R'),
  /** The program reads from a block (access dialect). */
  LOAD('L'),
  /** The program writes to a block (access dialect). */
  STORE('S'),
  /** The program reads and writes a block in one instruction (access dialect). */
  MODIFY('M'),
  /** A block is locked from here on (lock dialect). */
  LOCK('L'),
  /** A block is unlocked from here on (lock dialect). */
  UNLOCK('U');

  private final char letter;

  OpKind(char letter) {
    this.letter = letter;
  }

  /** The letter that stands for this kind in files. */
  public char letter() {
    return letter;
  }

  /** This kind as packed into a trace's column. */
  public byte code() {
    return (byte) ordinal();
  }

  /**
   * Whether an allocator is asked to place, free or resize a block: the ops that statistics count.
   */
  public boolean isRequest() {
    return ordinal() <= RESIZE.ordinal();
  }
}
