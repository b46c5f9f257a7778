// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.replay.trial.TraceIdentity;
import org.rmalloc.trace.file.DecompressedInput;

/** The contents of traces, each read once. */
final class TraceDigests {
  private final Map<TraceSource, TraceIdentity> identities = new HashMap<>();

  /** What a trace is. */
  TraceIdentity of(TraceSource trace) throws IOException {
    TraceIdentity known = identities.get(trace);
    if (known == null) {
      known = TraceIdentity.of(sha256(trace), trace.readOptions());
      identities.put(trace, known);
    }
    return known;
  }

  /** A program that is not recorded yet stands for a trace that nobody has seen. */
  private static String sha256(TraceSource trace) throws IOException {
    if (trace instanceof TraceSource.ToRecord unseen) {
      return unseen.program().key();
    }
    try (DecompressedInput input = trace.open()) {
      return input.sha256OfAll();
    }
  }
}
