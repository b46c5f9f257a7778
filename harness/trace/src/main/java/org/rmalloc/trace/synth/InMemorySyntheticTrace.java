// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.synth;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;

/** Synthetic traces in memory. */
public final class InMemorySyntheticTrace {
  private InMemorySyntheticTrace() {}

  /** The trace of a program made up, in the access dialect, though it accesses nothing. */
  public static Trace trace(SyntheticTrace program) {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    try {
      program.writeTo(builder);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a builder writes nowhere
    }
    return builder.build(TraceProvenance.made("synth").with(program.label()));
  }
}
