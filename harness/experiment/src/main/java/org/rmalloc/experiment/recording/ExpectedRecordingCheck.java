// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.recording;

import java.util.Optional;
import org.rmalloc.experiment.matrix.ExpectedRecording;
import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.record.RecordingException;

/** Whether a recording is what the experiment file expects. */
final class ExpectedRecordingCheck {
  private ExpectedRecordingCheck() {}

  /**
   * Compares.
   *
   * @throws UsageException naming the first difference
   */
  static void check(TraceSource.ToRecord trace, StoredRecordingMetadata found) {
    if (found.requests() == 0) {
      throw trace
          .position()
          .problem(
              "no request of '%s'".formatted(trace.program().inWords()),
              "one or more; what has an allocator of its own needs accesses: heaprec");
    }
    ExpectedRecording expected = trace.expected();
    compare(trace, "requests", found.requests(), expected.requests());
    compare(trace, "live bytes at the peak", found.peakLiveBytes(), expected.peakLiveBytes());
    if (expected.sha256().isPresent() && !expected.sha256().get().equals(found.sha256())) {
      throw trace
          .position()
          .problem(
              "a recording of '%s' with SHA-256 %s"
                  .formatted(trace.program().inWords(), found.sha256()),
              expected.sha256().get()
                  + "; two recordings of one program always differ, since they hold the time of"
                  + " day: copy the store with the expected one, or name requests and peak-live"
                  + " instead");
    }
  }

  private static void compare(
      TraceSource.ToRecord trace, String unit, long found, Optional<Long> expected) {
    if (expected.isPresent() && expected.get() != found) {
      throw trace
          .position()
          .problem(
              "a recording of '%s' with %d %s".formatted(trace.program().inWords(), found, unit),
              "%d".formatted(expected.get()));
    }
  }

  /** A program that the recorder refused. */
  static UsageException refused(TraceSource.ToRecord trace, RecordingException e) {
    return trace
        .position()
        .problem(
            "'%s'".formatted(trace.program().inWords()),
            "a program that can be recorded: " + e.getMessage());
  }
}
