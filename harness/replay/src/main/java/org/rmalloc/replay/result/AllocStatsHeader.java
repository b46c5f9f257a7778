// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.trial.Trial;
import org.rmalloc.trace.TraceProvenance;

/**
 * What was measured, of whom, and what is known beside the replay itself.
 *
 * @param label of the contender
 * @param trial what was replayed, against whom, and how
 * @param capabilities that the contender declares
 * @param version of the contender, as it says itself
 * @param trace name, notes and steps of the trace; its SHA-256 is the trial's
 * @param heapSize bytes; 0 of a malloc library, which has no arena
 * @param peakLive the maximum of live bytes in the op stream replayed
 * @param rootBytes bytes of the allocator's roots beside the heap
 * @param locks which locks were obeyed: {@code fine} or {@code coarse} where they were simulated,
 *     {@code trace} where the trace itself holds them, {@code none}
 * @param smallestHeap the smallest heap for the trial's trace and budget
 * @param dataPoints which requests became rows: {@code all}, or how many
 * @param environment where times were taken; absent in an untimed file
 * @param process what a malloc library was measured in; absent of an arena, and where nothing was
 *     replayed
 * @param plan what a planner found; absent of all others
 */
public record AllocStatsHeader(
    String label,
    Trial trial,
    Set<Capability> capabilities,
    String version,
    TraceProvenance trace,
    long heapSize,
    long peakLive,
    long rootBytes,
    String locks,
    SmallestHeapResult smallestHeap,
    String dataPoints,
    Optional<TimingEnvironment> environment,
    Optional<LibraryProcessFacts> process,
    Optional<PlannedHeightAndBound> plan) {
  /** The first field's value in every file of this format. */
  public static final String SCHEMA = "rmalloc-alloc-stats 2";

  /** What was measured of an arena. */
  public AllocStatsHeader(
      String label,
      Trial trial,
      Set<Capability> capabilities,
      String version,
      TraceProvenance trace,
      long heapSize,
      long peakLive,
      long rootBytes,
      String locks,
      SmallestHeapResult smallestHeap,
      String dataPoints,
      Optional<TimingEnvironment> environment) {
    this(
        label,
        trial,
        capabilities,
        version,
        trace,
        heapSize,
        peakLive,
        rootBytes,
        locks,
        smallestHeap,
        dataPoints,
        environment,
        Optional.empty(),
        Optional.empty());
  }

  /** What was measured of a plan. */
  public static AllocStatsHeader ofPlan(
      String label,
      Trial trial,
      Set<Capability> capabilities,
      String version,
      TraceProvenance trace,
      long heapSize,
      long peakLive,
      String locks,
      SmallestHeapResult smallestHeap,
      String dataPoints,
      PlannedHeightAndBound plan) {
    return new AllocStatsHeader(
        label,
        trial,
        capabilities,
        version,
        trace,
        heapSize,
        peakLive,
        0,
        locks,
        smallestHeap,
        dataPoints,
        Optional.empty(),
        Optional.empty(),
        Optional.of(plan));
  }

  /** Copies the set, in the order of declaration. */
  public AllocStatsHeader {
    capabilities = Collections.unmodifiableSet(new TreeSet<>(capabilities));
  }

  /** Whether it is of a malloc library, whose bytes are pages. */
  public boolean isNative() {
    return trial.contender().kind() == Contender.Kind.NATIVE;
  }

  /** Whether the file holds times. */
  public boolean timed() {
    return environment.isPresent();
  }

  /** Whether the contender declares a capability. */
  public boolean can(Capability capability) {
    return capabilities.contains(capability);
  }

  /** Whether the contender is a lower bound, which is shown and never ranked. */
  public boolean isLowerBound() {
    return can(Capability.LOWER_BOUND);
  }
}
