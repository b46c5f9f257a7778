// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.synth;

import java.io.IOException;
import org.rmalloc.trace.OpSink;

/** A program made up: its ops follow from its parameters, and are equal on every machine. */
public sealed interface SyntheticTrace
    permits SteadyStateProgram,
        RobsonAdversary,
        FirstFitAttack,
        BestFitAttack,
        MallocLabProgram,
        PhasedProgram {
  /** The parameters, as a provenance says them. */
  String label();

  /** Writes all ops to a sink. */
  void writeTo(OpSink sink) throws IOException;

  /**
   * The program that a text describes: {@link SyntheticTraceParser#FORMS}.
   *
   * @param seed for those that draw
   * @throws IllegalArgumentException when the text describes none, saying what is wrong
   */
  static SyntheticTrace parse(String text, long seed) {
    return new SyntheticTraceParser(text, seed).parse();
  }
}
