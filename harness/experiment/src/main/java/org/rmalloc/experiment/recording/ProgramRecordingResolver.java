// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.record.ProgramRecorder;
import org.rmalloc.trace.record.RecordingException;

/** Puts recordings in the place of the programs that an experiment says to record. */
public final class ProgramRecordingResolver {
  private final ResultStore store;
  private final RecordingStore recordings;

  private ProgramRecordingResolver(ResultStore store) {
    this.store = store;
    recordings = RecordingStore.of(store);
  }

  /** With recordings in a store, which need not be there. */
  public static ProgramRecordingResolver in(ResultStore store) {
    return new ProgramRecordingResolver(store);
  }

  /**
   * The experiment with those recordings that are there.
   *
   * @throws UsageException when one has changed, or is not what the experiment expects
   */
  public Experiment found(Experiment experiment) throws IOException {
    Map<TraceSource, TraceSource> there = new HashMap<>();
    for (TraceSource.ToRecord trace : experiment.toRecord()) {
      Optional<TraceSource.Recorded> recording = recordings.find(trace);
      recording.ifPresent(one -> there.put(trace, one));
    }
    return experiment.withTraces(there);
  }

  /**
   * The experiment with all its recordings; those that are not there are made, one after the other.
   * Nothing is run where one of the programs cannot be recorded.
   *
   * @param talk takes lines for the user
   * @throws UsageException when a program cannot be recorded, fails, or is not what the experiment
   *     expects; recordings that were made before it stay
   */
  public Experiment made(Experiment experiment, Consumer<String> talk) throws IOException {
    Experiment found = found(experiment);
    for (TraceSource.ToRecord trace : found.toRecord()) {
      check(trace);
    }
    if (!found.toRecord().isEmpty()) {
      ResultStore.create(store.folder());
    }
    Map<TraceSource, TraceSource> made = new HashMap<>();
    for (TraceSource.ToRecord trace : found.toRecord()) {
      made.put(trace, recordings.made(trace, talk));
    }
    return found.withTraces(made);
  }

  /**
   * The experiment with all its recordings, of which none is made.
   *
   * @param why none is to be made
   * @throws UsageException when one is not there
   */
  public Experiment required(Experiment experiment, String why) throws IOException {
    Experiment found = found(experiment);
    for (TraceSource.ToRecord trace : found.toRecord()) {
      Path place = recordings.place(trace.program());
      throw trace
          .position()
          .problem(
              "'%s', which is not recorded yet".formatted(trace.program().inWords()),
              "its recording in %s: %s".formatted(place, why));
    }
    return found;
  }

  private void check(TraceSource.ToRecord trace) throws IOException {
    try {
      Path place = recordings.place(trace.program());
      ProgramRecorder.check(RecordingStore.request(trace.program(), place));
    } catch (RecordingException e) {
      throw ExpectedRecordingCheck.refused(trace, e);
    }
  }
}
