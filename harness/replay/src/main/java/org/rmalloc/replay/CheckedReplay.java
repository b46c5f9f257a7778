// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.util.Optional;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.contract.CallResult;
import org.rmalloc.contract.ContractCheckingClient;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.progress.ProgressListener;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.result.UnmetRequest;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.replay.workload.RequiredCapabilities;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.UsageException;

/**
 * One trace against one contender, held to the whole contract at every op by the {@link
 * ContractCheckingClient}, as the contract suite does it. O(heap) an op.
 */
public final class CheckedReplay {
  private final Workload workload;
  private final JavaAllocatorContender contender;
  private final ContractCheckingClient client;
  private final boolean restores;
  private int op;
  private int requests;

  /**
   * What to check.
   *
   * @param setting whose heap, which may not be {@code min}, and budget count
   * @param restores whether, once all is freed, requests as large as at first must be met again:
   *     not of an allocator that never coalesces free blocks
   * @throws UsageException when the contender cannot manage such a heap
   */
  public CheckedReplay(
      PreparedTrace trace,
      JavaAllocatorContender contender,
      TrialSetting setting,
      boolean restores) {
    this.workload = trace.workload();
    this.contender = contender;
    this.restores = restores;
    RequiredCapabilities.of(workload).refuseMismatch(contender);
    long heapSize = setting.heap().bytes(workload.peakLive(), CheckedReplay::noMinimum);
    contender
        .refusalOf(heapSize)
        .ifPresent(
            refusal -> {
              throw new UsageException(contender.label() + ": " + refusal);
            });
    client =
        new ContractCheckingClient(
            contender.provider(),
            contender.options(),
            (int) heapSize,
            workload.slotCount(),
            setting.budget().budget(),
            1);
  }

  /**
   * Replays. To be called once.
   *
   * @return where it ended for want of memory, which is no fault; empty when it met every request
   * @throws InvariantViolation when the allocator breaks its contract, naming the op
   */
  public Optional<UnmetRequest> run(ProgressListener progress) {
    ProgressNotifier meter = new ProgressNotifier(progress, workload.opCount());
    meter.begin("checking " + contender.label());
    Optional<UnmetRequest> stop = replay(meter);
    try {
      client.finish(restores);
    } catch (InvariantViolation e) {
      throw violation("at the end of the trace", e);
    }
    return stop;
  }

  private Optional<UnmetRequest> replay(ProgressNotifier meter) {
    try {
      for (; op < workload.opCount(); op++) {
        if (!isMet()) {
          return Optional.of(stop());
        }
        meter.advance(1);
      }
      return Optional.empty();
    } catch (InvariantViolation e) {
      throw violation("op " + op, e);
    }
  }

  /** Replays the op; false if it is a request that cannot be met. */
  private boolean isMet() {
    int slot = workload.slots()[op];
    byte kind = workload.kinds()[op];
    requests += kind <= OpKind.Code.RESIZE ? 1 : 0;
    CallResult result =
        switch (kind) {
          case OpKind.Code.NEW -> client.malloc(slot, workload.sizes()[op], workload.alignment(op));
          case OpKind.Code.FREE -> client.free(slot);
          case OpKind.Code.RESIZE -> client.realloc(slot, workload.sizes()[op]);
          case OpKind.Code.LOCK -> client.lock(slot);
          case OpKind.Code.UNLOCK -> client.unlock(slot);
          default ->
              throw new IllegalArgumentException(
                  "op " + op + " is of kind " + kind + ", which does not exist");
        };
    boolean isRequest = kind == OpKind.Code.NEW || kind == OpKind.Code.RESIZE;
    return result.isMet() || !isRequest;
  }

  private UnmetRequest stop() {
    OpKind kind = OpKind.of(workload.kinds()[op]);
    int slot = workload.slots()[op];
    return new UnmetRequest(
        requests - 1,
        kind,
        workload.sizes()[op],
        kind == OpKind.RESIZE && client.lockDepth(slot) > 0,
        client.liveBytes(),
        client.freeBytes(),
        client.allocator().largestFree());
  }

  private static long noMinimum() {
    throw new UsageException(
        "heap 'min': cannot be checked in; expected bytes, or a factor of the peak of live bytes");
  }

  private static InvariantViolation violation(String when, InvariantViolation cause) {
    InvariantViolation violation = new InvariantViolation(when + ": " + cause.getMessage());
    violation.initCause(cause);
    return violation;
  }
}
