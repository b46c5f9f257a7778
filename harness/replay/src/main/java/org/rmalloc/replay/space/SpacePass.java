// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import java.io.IOException;
import java.util.Optional;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.allocator.MisuseCheckingAllocator;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.contract.OutOfMemoryRetry;
import org.rmalloc.contract.PayloadCheck;
import org.rmalloc.heap.LoadStoreCountingHeap;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.result.AllocStatsDataPoint;
import org.rmalloc.replay.result.LargestRequestMinima;
import org.rmalloc.replay.result.UnmetRequest;
import org.rmalloc.replay.workload.HandleAndAddressChecksum;
import org.rmalloc.replay.workload.ReplayFingerprint;
import org.rmalloc.replay.workload.StepReplay;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/**
 * One replay of a workload against a checked allocator on a counting heap. Deterministic: no clock,
 * nothing random.
 *
 * <p>O(1) a request beside the allocator's own work, and O(n / 4096) for n bytes; what a data point
 * asks the allocator (its largest request, with and without compaction) comes on top.
 */
public final class SpacePass implements AutoCloseable {
  private static final int OPS_A_TICK = 1 << 14;

  private final Workload workload;
  private final boolean hasAddresses;
  private final LoadStoreCountingHeap heap;
  private final MisuseCheckingAllocator allocator;
  private final OutOfMemoryCompactionCounter reliefs;
  private final StepReplay replay;
  private final HeapByteCounter figures;
  private final PeakAndFragmentationTracker extremes = new PeakAndFragmentationTracker();
  private final DataPointSampling.Choice choice;
  private final Optional<PayloadCheck> payloads;
  private final long[] blockSizes; // by slot
  private long checksum = HandleAndAddressChecksum.START;
  private int opsMet;
  private long minimumLargestFree = Long.MAX_VALUE;
  private long minimumMaxmem = Long.MAX_VALUE;

  /**
   * Creates the allocator in a heap of its own.
   *
   * @throws org.rmalloc.allocator.HeapTooSmallException when the heap cannot hold the allocator's
   *     own structures
   */
  public SpacePass(
      Workload workload, JavaAllocatorContender contender, SpaceReplayOptions options) {
    this(workload, contender, options, PlacementListener.NONE);
  }

  /** The same, with a listener that is notified of every placement, too. */
  public SpacePass(
      Workload workload,
      JavaAllocatorContender contender,
      SpaceReplayOptions options,
      PlacementListener placements) {
    this.workload = workload;
    hasAddresses = contender.can(Capability.ADDRESSES);
    heap = new LoadStoreCountingHeap(options.heapSize());
    figures = new HeapByteCounter(heap.capacity(), hasAddresses);
    allocator =
        new MisuseCheckingAllocator(
            contender.create(heap, TwoPlacementListeners.of(figures.listener(), placements)));
    reliefs = new OutOfMemoryCompactionCounter(heap);
    OutOfMemoryRetry protocol = new OutOfMemoryRetry(options.limit().budget(), reliefs);
    replay = new StepReplay(workload, allocator, protocol, new LockedAddresses());
    choice = options.dataPoints().among(workload.requestCount(), workload.peakRequest());
    blockSizes = new long[workload.slotCount()];
    payloads =
        options.verifiesPayloads() && hasAddresses
            ? Optional.of(new PayloadCheck(heap.payload(), allocator, workload.slotCount()))
            : Optional.empty();
  }

  /** Bytes of the allocator's roots beside the heap. */
  public long rootBytes() {
    return allocator.rootBytes();
  }

  /**
   * Replays until the end, or until a request that cannot be met. To be called once.
   *
   * @throws InvariantViolation when the allocator breaks its contract, naming the op
   */
  public SpaceResult run(DataPointSink sink, ProgressNotifier meter) throws IOException {
    while (advance(sink)) {
      if (opsMet % OPS_A_TICK == 0) {
        meter.advance(OPS_A_TICK);
      }
    }
    meter.advance(opsMet % OPS_A_TICK);
    return result();
  }

  /**
   * Replays the next op; false at the end, or if it is a request that cannot be met. Not to be
   * called again then.
   *
   * @throws InvariantViolation when the allocator breaks its contract, naming the op
   */
  public boolean advance(DataPointSink sink) throws IOException {
    if (opsMet == workload.opCount()) {
      return false;
    }
    try {
      boolean met = step(opsMet, sink);
      opsMet += met ? 1 : 0;
      return met;
    } catch (InvariantViolation e) {
      throw violation("op " + opsMet, e);
    }
  }

  /** Gives back the heap's memory; nothing may follow. */
  @Override
  public void close() {
    heap.close();
  }

  /** Ops met so far. */
  public int opsMet() {
    return opsMet;
  }

  /** The figures as they would be if the trace ended here. */
  public ReplayFiguresSoFar figuresSoFar() {
    return ReplayFiguresSoFar.of(
        extremes, new LargestRequestMinima(minimumLargestFree, minimumMaxmem), reliefs.totals());
  }

  /** Replays one op; false if it is a request that cannot be met. */
  private boolean step(int op, DataPointSink sink) throws IOException {
    int slot = workload.slots()[op];
    long sizeBytes = workload.sizes()[op];
    byte kind = workload.kinds()[op];
    if (kind == OpKind.Code.FREE && payloads.isPresent()) {
      payloads.get().freeing(slot);
    }
    long before = heap.cost();
    boolean met = replay.step(op);
    long oomCost = reliefs.takeCost();
    long cost = heap.cost() - before - oomCost;
    if (kind > OpKind.Code.RESIZE) {
      extremes.addLock(cost);
      return true;
    }
    if (met) {
      note(kind, slot, sizeBytes);
    }
    endRequest(op, met, cost, oomCost, sink);
    return met;
  }

  /** Keeps the harness's own books. */
  private void note(byte kind, int slot, long sizeBytes) {
    switch (kind) {
      case OpKind.Code.NEW -> {
        checksum = HandleAndAddressChecksum.mix(checksum, replay.handle(slot));
        notePlaced(slot, sizeBytes);
        if (payloads.isPresent()) {
          payloads.get().placed(slot, replay.handle(slot), sizeBytes);
        }
      }
      case OpKind.Code.RESIZE -> {
        figures.addUsed(-blockSizes[slot]);
        notePlaced(slot, sizeBytes);
        if (payloads.isPresent()) {
          payloads.get().resized(slot, sizeBytes);
        }
      }
      default -> figures.addUsed(-blockSizes[slot]);
    }
  }

  private void notePlaced(int slot, long sizeBytes) {
    figures.addUsed(sizeBytes);
    blockSizes[slot] = sizeBytes;
    if (hasAddresses) {
      checksum = HandleAndAddressChecksum.mix(checksum, allocator.weakLock(replay.handle(slot)));
    }
  }

  private void endRequest(int op, boolean met, long cost, long oomCost, DataPointSink sink)
      throws IOException {
    figures.check();
    long index = extremes.requests();
    boolean compacted = reliefs.takeCompacted();
    if (compacted && payloads.isPresent()) {
      payloads.get().checkAll();
    }
    extremes.addRequest(figures, allocator.footprint(), cost, oomCost);
    if (choice.takes(index) || compacted || !met) {
      sink.take(point(op, index, cost, oomCost));
    }
  }

  /** Every address that a lock gives is part of the checksum. */
  private final class LockedAddresses implements StepReplay.Observer {
    @Override
    public void locked(int slot, long handle, long address) {
      checksum = HandleAndAddressChecksum.mix(checksum, address);
    }
  }

  private AllocStatsDataPoint point(int op, long index, long cost, long oomCost) {
    long before = heap.cost();
    long largestFree = allocator.largestFree();
    long maxmem = allocator.maxmem();
    if (heap.cost() != before) {
      throw new InvariantViolation(
          "the allocator's largestFree() or maxmem() made loads or stores that count;"
              + " both must read the heap uncounted");
    }
    minimumLargestFree = Math.min(minimumLargestFree, largestFree);
    minimumMaxmem = Math.min(minimumMaxmem, maxmem);
    return new AllocStatsDataPoint(
        index,
        OpKind.of(workload.kinds()[op]),
        workload.sizes()[op],
        figures.used(),
        figures.free(),
        figures.overhead(),
        figures.internal(),
        allocator.footprint(),
        largestFree,
        maxmem,
        cost,
        oomCost,
        AllocStatsDataPoint.UNTIMED,
        AllocStatsDataPoint.UNTIMED);
  }

  private SpaceResult result() {
    payloads.ifPresent(PayloadCheck::checkAll);
    long sum = hasAddresses ? replay.mixAddresses(checksum) : checksum;
    return new SpaceResult(
        opsMet < workload.opCount() ? Optional.of(stop(opsMet)) : Optional.empty(),
        extremes.peaks(),
        new LargestRequestMinima(minimumLargestFree, minimumMaxmem),
        extremes.costs(),
        reliefs.totals(),
        extremes.fragmentation(),
        new ReplayFingerprint(opsMet, sum, extremes.peakFootprint()));
  }

  private UnmetRequest stop(int op) {
    int slot = workload.slots()[op];
    boolean resize = workload.kinds()[op] == OpKind.Code.RESIZE;
    return new UnmetRequest(
        extremes.requests() - 1,
        OpKind.of(workload.kinds()[op]),
        workload.sizes()[op],
        resize && allocator.lockDepth(replay.handle(slot)) > 0,
        figures.used(),
        figures.free(),
        allocator.largestFree());
  }

  private static InvariantViolation violation(String when, InvariantViolation cause) {
    InvariantViolation violation = new InvariantViolation(when + ": " + cause.getMessage());
    violation.initCause(cause);
    return violation;
  }
}
