// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.synth;

import java.io.IOException;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;

/**
 * The small programs that students' allocators are tried on: each asks for one skill, and an
 * allocator without it needs visibly more memory.
 *
 * <p>Source: R. E. Bryant and D. R. O'Hallaron, the traces of the "Malloc Lab" to "Computer
 * Systems: A Programmer's Perspective"; sizes and counts are parameters here.
 */
public sealed interface MallocLabProgram extends SyntheticTrace {
  /**
   * Two blocks, both freed, then one as large as both; again and again. An allocator that joins
   * free neighbours needs two blocks' memory; one that does not needs two blocks more.
   *
   * @param size of each of the two, in bytes
   */
  record Coalescing(long size, int rounds) implements MallocLabProgram {
    /** Checks the parameters. */
    public Coalescing {
      PatternParameterCheck.bytes("coalescing", "size", size, 0, PatternParameterCheck.MAX_BYTES);
      PatternParameterCheck.range("coalescing", "rounds", rounds, 1, 1 << 28);
    }

    @Override
    public String label() {
      return "coalescing(size " + size + ", rounds " + rounds + ")";
    }

    @Override
    public void writeTo(OpSink sink) throws IOException {
      for (int round = 0; round < rounds; round++) {
        int handle = 3 * round;
        sink.add(OpKind.NEW, handle, 0, size);
        sink.add(OpKind.NEW, handle + 1, 0, size);
        sink.add(OpKind.FREE, handle, 0, 0);
        sink.add(OpKind.FREE, handle + 1, 0, 0);
        sink.add(OpKind.NEW, handle + 2, 0, 2 * size);
        sink.add(OpKind.FREE, handle + 2, 0, 0);
      }
    }
  }

  /**
   * Small and large blocks by turns; then the large ones are freed, and as many of both sizes
   * together are asked for. Where small and large blocks are placed by turns, too, no hole fits.
   *
   * @param small size in bytes
   * @param large size in bytes
   * @param pairs how many of each
   */
  record BinarySizes(long small, long large, int pairs) implements MallocLabProgram {
    /** Checks the parameters. */
    public BinarySizes {
      PatternParameterCheck.bytes("binary", "small", small, 0, PatternParameterCheck.MAX_BYTES);
      PatternParameterCheck.bytes("binary", "large", large, 0, PatternParameterCheck.MAX_BYTES);
      PatternParameterCheck.range("binary", "pairs", pairs, 1, 1 << 28);
    }

    @Override
    public String label() {
      return "binary(small " + small + ", large " + large + ", pairs " + pairs + ")";
    }

    @Override
    public void writeTo(OpSink sink) throws IOException {
      for (int pair = 0; pair < pairs; pair++) {
        sink.add(OpKind.NEW, 2 * pair, 0, small);
        sink.add(OpKind.NEW, 2 * pair + 1, 0, large);
      }
      for (int pair = 0; pair < pairs; pair++) {
        sink.add(OpKind.FREE, 2 * pair + 1, 0, 0);
      }
      for (int pair = 0; pair < pairs; pair++) {
        sink.add(OpKind.NEW, 2 * pairs + pair, 0, small + large);
      }
    }
  }

  /**
   * One block that grows step by step, and after each step a small block, freed after the next. An
   * allocator that places the small ones right behind must copy at every step, and what it copied
   * from is always a step too small for what comes.
   *
   * @param first the growing block's first size, in bytes
   * @param step by which it grows
   * @param steps how often
   * @param small the other blocks' size
   */
  record ReallocGrowth(long first, long step, int steps, long small) implements MallocLabProgram {
    /** Checks the parameters. */
    public ReallocGrowth {
      PatternParameterCheck.bytes("realloc", "first", first, 0, PatternParameterCheck.MAX_BYTES);
      PatternParameterCheck.bytes("realloc", "step", step, 1, 1L << 20);
      PatternParameterCheck.range("realloc", "steps", steps, 1, 1 << 20);
      PatternParameterCheck.bytes("realloc", "small", small, 0, PatternParameterCheck.MAX_BYTES);
    }

    @Override
    public String label() {
      return "realloc(first "
          + first
          + (", step " + step + ", steps " + steps + ", small " + small + ")");
    }

    @Override
    public void writeTo(OpSink sink) throws IOException {
      sink.add(OpKind.NEW, 0, 0, first);
      sink.add(OpKind.NEW, 1, 0, small);
      for (int i = 1; i <= steps; i++) {
        sink.add(OpKind.RESIZE, 0, 0, first + i * step);
        sink.add(OpKind.NEW, i + 1, 0, small);
        sink.add(OpKind.FREE, i, 0, 0);
      }
    }
  }
}
