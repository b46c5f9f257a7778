// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.synth;

import java.io.IOException;
import java.util.Arrays;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.random.SplitMix64;

/**
 * A program in phases, as compilers and servers are: each builds up as many bytes as the others and
 * lets go of almost all at its end; a few blocks survive, at random places. From phase to phase
 * sizes grow by a factor, so that what the survivors leave free between them is too small for what
 * comes. After a round of {@code scales} phases the survivors are let go, too, and sizes start
 * over.
 *
 * <p>Source: Wilson, Johnstone, Neely and Boles, "Dynamic Storage Allocation: A Survey and Critical
 * Review", IWMM 1995, §2.4: ramps, peaks and plateaus, and what outlives them.
 *
 * @param phases 1 or more
 * @param phaseBytes live at the end of each phase's build-up, survivors of earlier ones not counted
 * @param survivorsPercent of a phase's blocks, 0 to 100
 * @param scales phases to a round, 1 to 16
 * @param growth the factor, 1 to 64
 * @param sizes of a round's first phase
 */
public record PhasedProgram(
    int phases,
    long phaseBytes,
    int survivorsPercent,
    int scales,
    int growth,
    SizeDistribution sizes,
    long seed)
    implements SyntheticTrace {
  private static final String NAME = "phases";

  /** Checks the parameters. */
  public PhasedProgram {
    PatternParameterCheck.range(NAME, "count", phases, 1, 1 << 20);
    PatternParameterCheck.bytes(NAME, "bytes", phaseBytes, 1, PatternParameterCheck.MAX_BYTES);
    PatternParameterCheck.range(NAME, "survivors", survivorsPercent, 0, 100);
    PatternParameterCheck.range(NAME, "scales", scales, 1, 16);
    PatternParameterCheck.range(NAME, "growth", growth, 1, 64);
    if (Math.pow(growth, scales - 1.0) > 1 << 20) {
      throw new IllegalArgumentException(
          ("synthetic pattern %s: growth is %d, scales is %d; expected growth to the power of"
                  + " (scales - 1) to be at most 2^20")
              .formatted(NAME, growth, scales));
    }
  }

  @Override
  public String label() {
    return ("phases(count " + phases + ", bytes " + phaseBytes + ", survivors " + survivorsPercent)
        + (", scales " + scales + ", growth " + growth + ", " + sizes.label() + ")")
        + (" seed=" + seed);
  }

  @Override
  public void writeTo(OpSink sink) throws IOException {
    new Program(sink).run();
  }

  /** One run of the program. */
  private final class Program {
    private final OpSink sink;
    private final SplitMix64 random = new SplitMix64(seed);
    private int[] survivors = new int[64];
    private int survivorCount;
    private int births;

    Program(OpSink sink) {
      this.sink = sink;
    }

    void run() throws IOException {
      long factor = 1;
      for (int phase = 1; phase <= phases; phase++) {
        int first = births;
        buildUp(factor);
        letGoFrom(first);
        factor *= growth;
        if (phase % scales == 0) {
          endRound();
          factor = 1;
        }
      }
    }

    private void buildUp(long factor) throws IOException {
      for (long bytes = 0; bytes < phaseBytes; ) {
        long size = factor * sizes.draw(random);
        sink.add(OpKind.NEW, births++, 0, size);
        bytes += Math.max(size, 1);
      }
    }

    /** Frees a phase's blocks in order of birth, but for the survivors. */
    private void letGoFrom(int first) throws IOException {
      for (int handle = first; handle < births; handle++) {
        if (random.below(100) < survivorsPercent) {
          keep(handle);
        } else {
          sink.add(OpKind.FREE, handle, 0, 0);
        }
      }
    }

    private void keep(int handle) {
      if (survivorCount == survivors.length) {
        survivors = Arrays.copyOf(survivors, 2 * survivorCount);
      }
      survivors[survivorCount++] = handle;
    }

    private void endRound() throws IOException {
      for (int i = 0; i < survivorCount; i++) {
        sink.add(OpKind.FREE, survivors[i], 0, 0);
      }
      survivorCount = 0;
    }
  }
}
