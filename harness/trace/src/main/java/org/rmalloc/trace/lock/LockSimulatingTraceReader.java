// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lock;

import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.lifetime.BlockLifetimeMeter;
import org.rmalloc.trace.lifetime.Lifetimes;
import org.rmalloc.trace.mapping.ReallocMode;
import org.rmalloc.trace.read.AccessDropper;
import org.rmalloc.trace.read.AccessTransform;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.ReopenableInput;
import org.rmalloc.trace.read.StreamingOpsReader;
import org.rmalloc.trace.read.TraceReader;
import org.rmalloc.trace.realloc.ReallocSplitter;

/**
 * Reads a trace as it is replayed: its requests, and the locks of their blocks. Locks are simulated
 * while accesses are read, a second time, so that none of them takes memory: that is in proportion
 * to requests, locks and handles.
 */
public final class LockSimulatingTraceReader {
  private final ReopenableInput file;
  private final ReadOptions options;
  private final boolean splits;

  private LockSimulatingTraceReader(
      ReopenableInput file, ReadOptions options, ReallocMode realloc) {
    this.file = file;
    this.options = options;
    splits = realloc == ReallocMode.FREE_NEW;
  }

  /**
   * The trace of a file.
   *
   * @param file opened twice if there are accesses
   * @param realloc what becomes of resizes
   * @param method how locks are simulated; without one the trace has none
   */
  public static Trace read(
      ReopenableInput file,
      ReadOptions options,
      ReallocMode realloc,
      Optional<LockSimulationMethod> method)
      throws IOException {
    return new LockSimulatingTraceReader(file, options, realloc).read(method);
  }

  private Trace read(Optional<LockSimulationMethod> method) throws IOException {
    if (method.isEmpty()) {
      Trace requests = split(pass(options, new AccessDropper()));
      return requests.dialect() == Dialect.LOCK ? LockSimulation.withoutLocks(requests) : requests;
    }
    Tallying tallying = new Tallying();
    Trace requests = pass(options, tallying);
    Lifetimes lifetimes = tallying.tally.lifetimes();
    if (lifetimes.accessCount() == 0) {
      return split(requests);
    }
    return simulated(method.get(), lifetimes, requests.facts().count(OpKind.RESIZE) > 0);
  }

  private Trace split(Trace requests) {
    return splits ? ReallocSplitter.split(requests) : requests;
  }

  private Trace simulated(LockSimulationMethod method, Lifetimes lifetimes, boolean resized)
      throws IOException {
    BitSet facts = method.facts(lifetimes);
    Trace locked = pass(options.withNotices(_ -> {}), new Simulating(method, facts));
    TraceProvenance read = locked.provenance();
    TraceProvenance split = splits && resized ? read.with(ReallocSplitter.STEP) : read;
    return locked.with(split.with("locks=" + method.label()));
  }

  private Trace pass(ReadOptions reading, AccessTransform stage) throws IOException {
    try (DecompressedInput input = file.open()) {
      return TraceReader.read(input, reading, stage);
    }
  }

  /** The ops as {@code next} takes them: resizes split if asked, nothing that no trace holds. */
  private OpSink checked(OpSink next) {
    return splits
        ? new ReallocSplitter(Dialect.ACCESS, next)
        : StreamingOpsReader.checked(Dialect.ACCESS, next);
  }

  /** The first pass: finds lifetimes, keeps requests. */
  private final class Tallying implements AccessTransform {
    private final BlockLifetimeMeter tally = new BlockLifetimeMeter();

    @Override
    public Dialect dialect() {
      return Dialect.ACCESS;
    }

    @Override
    public OpSink before(OpSink trace) {
      OpSink tallied = splits ? checked(tally) : tally; // which checks
      OpSink requests =
          (kind, handle, address, sizeBytes) -> {
            tallied.add(kind, handle, address, sizeBytes);
            if (kind.isRequest()) {
              trace.add(kind, handle, address, sizeBytes);
            }
          };
      return OpSink.of(requests, trace);
    }
  }

  /** The second pass: simulates locks. */
  private final class Simulating implements AccessTransform {
    private final LockSimulationMethod method;
    private final BitSet facts;

    Simulating(LockSimulationMethod method, BitSet facts) {
      this.method = method;
      this.facts = facts;
    }

    @Override
    public Dialect dialect() {
      return Dialect.LOCK;
    }

    @Override
    public OpSink before(OpSink trace) {
      return checked(method.simulation(facts::get, trace));
    }
  }
}
