// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import java.util.Arrays;
import org.rmalloc.plan.PlacementProblem;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;

/**
 * The blocks of a trace. Instants are requests, counted from 0; loads, stores and locks do not
 * count. A block lives from its N to its F, exclusive; a resize ends one block and begins another
 * at the same instant. What is never freed lives to the end.
 *
 * <p>Blocks are numbered in order of their first instants; that number is their id.
 */
public final class TracePlacementProblem implements NamedPlacementProblem {
  private static final int MAX_LOG2_ALIGNMENT = 31; // of a problem

  private final String name;
  private final PlacementProblem problem;

  private TracePlacementProblem(String name, PlacementProblem problem) {
    this.name = name;
    this.problem = problem;
  }

  /** The problem that a trace poses. One pass over its columns, which it does not keep. */
  public static TracePlacementProblem of(String name, Trace trace) {
    return new TracePlacementProblem(name, new Lifetimes(trace).problem());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public PlacementProblem problem() {
    return problem;
  }

  @Override
  public String id(int block) {
    return Integer.toString(block);
  }

  @Override
  public String header() {
    return isAligned() ? "id,lower,upper,size,alignment" : "id,lower,upper,size";
  }

  @Override
  public int columnsBeforeOffset() {
    return isAligned() ? 5 : 4;
  }

  private boolean isAligned() {
    return problem.alignments().length > 0;
  }

  @Override
  public String row(int block) {
    return block
        + ","
        + problem.firsts()[block]
        + ","
        + problem.ends()[block]
        + ","
        + problem.sizes()[block]
        + (isAligned() ? "," + problem.alignmentBytes(block) : "");
  }

  private static final class Lifetimes {
    private final int[] firsts;
    private final int[] ends;
    private final long[] sizes;
    private final long[] alignments; // empty where no block asks for one
    private final int[] liveBlocks; // by handle
    private int blockCount;

    Lifetimes(Trace trace) {
      int count = blockCount(trace.kinds());
      firsts = new int[count];
      ends = new int[count];
      sizes = new long[count];
      alignments = new long[trace.marks().hasAlignments() ? count : 0];
      liveBlocks = new int[trace.handleCount()];
      int requests = readAll(trace);
      Arrays.setAll(ends, block -> ends[block] == 0 ? requests : ends[block]);
    }

    private static int blockCount(byte[] kinds) {
      int count = 0;
      for (byte kind : kinds) {
        count += kind == OpKind.Code.NEW || kind == OpKind.Code.RESIZE ? 1 : 0;
      }
      return count;
    }

    /** Returns how many requests there are. */
    private int readAll(Trace trace) {
      byte[] kinds = trace.kinds();
      int[] handles = trace.handles();
      int instant = 0;
      for (int op = 0; op < kinds.length; op++) {
        if (kinds[op] <= OpKind.Code.RESIZE) {
          long alignment = 1L << Math.min(MAX_LOG2_ALIGNMENT, trace.marks().log2Alignment(op));
          read(kinds[op], handles[op], trace.sizes()[op], alignment, instant++);
        }
      }
      return instant;
    }

    private void read(byte kind, int handle, long size, long alignment, int instant) {
      if (alignments.length > 0 && kind != OpKind.Code.FREE) {
        boolean goesOn = kind == OpKind.Code.RESIZE;
        alignments[blockCount] = goesOn ? alignments[liveBlocks[handle]] : alignment;
      }
      if (kind != OpKind.Code.NEW) {
        ends[liveBlocks[handle]] = instant;
      }
      if (kind != OpKind.Code.FREE) {
        liveBlocks[handle] = blockCount;
        firsts[blockCount] = instant;
        sizes[blockCount++] = size;
      }
    }

    PlacementProblem problem() {
      return new PlacementProblem(firsts, ends, sizes, alignments);
    }
  }
}
