// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.replay.trial.TraceIdentity;
import org.rmalloc.trace.file.TraceInput;

/** The contents of traces, each read once. */
final class TraceDigests {
  private static final int BUFFER_BYTES = 1 << 16;

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

  private static String sha256(TraceSource trace) throws IOException {
    try (TraceInput input = trace.open()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      int got = 0;
      while (got >= 0) {
        got = input.read(buffer, 0, buffer.length);
      }
      return input.sha256();
    }
  }
}
