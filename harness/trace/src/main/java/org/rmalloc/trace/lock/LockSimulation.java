// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.lifetime.Lifetimes;

/** Lock simulation of a trace in memory. */
public final class LockSimulation {
  private LockSimulation() {}

  /**
   * The trace of the lock dialect that a trace of the access dialect becomes. Two passes over it.
   *
   * @throws IllegalArgumentException for a trace of the lock dialect
   */
  public static Trace simulate(Trace trace, LockSimulationMethod method) {
    if (trace.dialect() != Dialect.ACCESS) {
      throw new IllegalArgumentException(
          "a trace of the lock dialect has its locks already; simulate none");
    }
    try {
      BitSet facts = method.facts(Lifetimes.of(trace));
      TraceBuilder locks = new TraceBuilder(Dialect.LOCK, trace.addresses().length > 0);
      OpSink simulation = method.simulation(facts::get, locks);
      trace.writeTo(simulation);
      return locks.build(trace.provenance().with("locks=" + method.label()));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a builder writes nowhere
    }
  }

  /** The trace without its locks: requests, and accesses if there are any. O(ops). */
  public static Trace withoutLocks(Trace trace) {
    TraceBuilder requests = new TraceBuilder(trace.dialect(), trace.addresses().length > 0);
    try {
      OpSink unlocked =
          (kind, handle, address, sizeBytes) -> {
            if (kind != OpKind.LOCK && kind != OpKind.UNLOCK) {
              requests.add(kind, handle, address, sizeBytes);
            }
          };
      trace.writeTo(OpSink.of(unlocked, requests));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a builder writes nowhere
    }
    return requests.build(trace.provenance().with("locks=none"));
  }
}
