// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import java.io.IOException;
import java.util.Optional;
import org.rmalloc.replay.trial.TraceIdentity;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.lock.LockSimulatingTraceReader;
import org.rmalloc.trace.lock.LockSimulationMethod;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.ReopenableInput;
import org.rmalloc.trace.rounds.TraceRepeater;

/**
 * A trace as it is replayed: read, taken through the stages of a setting, packed. What a setting
 * says of heap and budget does not matter to it.
 *
 * @param identity of the file that was read
 * @param provenance where it came from and what was done to it
 * @param trace without accesses
 * @param workload the same, packed
 * @param touches what the program wrote to; empty where that is not known, or was not asked for
 */
public record PreparedTrace(
    TraceIdentity identity,
    TraceProvenance provenance,
    Trace trace,
    Workload workload,
    Optional<RecordedPageTouches> touches) {

  /**
   * Reads a trace and takes it through the stages of a setting.
   *
   * @param file opened twice if there are accesses
   * @throws UsageException when it holds no request
   */
  public static PreparedTrace read(ReopenableInput file, ReadOptions options, TrialSetting setting)
      throws IOException {
    return read(file, options, setting, setting.locks().method());
  }

  /**
   * The same with locks simulated in another way than the setting says.
   *
   * @param locks empty where the trace is to have none
   */
  public static PreparedTrace read(
      ReopenableInput file,
      ReadOptions options,
      TrialSetting setting,
      Optional<LockSimulationMethod> locks)
      throws IOException {
    Trace locked = LockSimulatingTraceReader.read(file, options, setting.realloc(), locks);
    return of(
        TraceRepeater.repeat(locked, setting.rounds(), setting.killPercent(), setting.seed()),
        options);
  }

  /** Of a trace that is taken as it is. */
  public static PreparedTrace of(Trace trace) {
    return of(trace, ReadOptions.DEFAULT);
  }

  private static PreparedTrace of(Trace trace, ReadOptions options) {
    TraceProvenance provenance = trace.provenance();
    return new PreparedTrace(
        TraceIdentity.of(provenance.sha256(), options),
        provenance,
        trace,
        Workload.of(trace),
        Optional.empty());
  }

  /**
   * The same, and what the program wrote to.
   *
   * @param file from which this was read
   */
  public PreparedTrace withTouches(ReopenableInput file, ReadOptions options, TrialSetting setting)
      throws IOException {
    return new PreparedTrace(
        identity,
        provenance,
        trace,
        workload,
        RecordedPageTouches.read(file, options, setting, workload));
  }

  /** The trace's name. */
  public String name() {
    return provenance.name();
  }

  /**
   * Which locks are obeyed: {@code fine} or {@code coarse} where they were simulated, {@code trace}
   * where the trace itself holds them, {@code none}.
   */
  public String locks() {
    return provenance.steps().stream()
        .filter(step -> step.startsWith("locks="))
        .map(step -> step.substring("locks=".length()).replaceFirst(" .*", ""))
        .reduce((first, last) -> last)
        .orElse(workload.lockCount() > 0 ? "trace" : "none");
  }

  /**
   * Refuses a trace of no known content: a result could not say what was replayed.
   *
   * @throws UsageException when it has no SHA-256
   */
  public void refuseNameless() {
    if (provenance.sha256().isEmpty()) {
      throw new UsageException(
          provenance.name()
              + ": this trace has no SHA-256, so a result could not say what was replayed; write it"
              + " to a file, and read that");
    }
  }
}
