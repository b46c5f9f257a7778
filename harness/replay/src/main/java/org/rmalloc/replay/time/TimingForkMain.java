// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.io.IOException;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.replay.workload.WorkloadFileCodec;

/** The forked virtual machine: measures one allocator on one workload, and ends. */
public final class TimingForkMain {
  private TimingForkMain() {}

  /** Does what its arguments say, or prints a stack trace and exits 1. */
  public static void main(String[] arguments) throws IOException {
    endWithParent();
    TimingTask task = TimingTask.parse(arguments);
    JavaAllocatorContender contender = task.found();
    Workload workload = WorkloadFileCodec.read(task.workload());
    InForkMeasurer measurement =
        new InForkMeasurer(workload, contender, task.heapSize(), task.limit(), task.budgetNanos());
    ForkTimeResult result = task.latencies() ? measurement.run() : measurement.throughput();
    result.write(task.result());
    System.exit(0); // the watcher may be blocked in a read
  }

  /** Standard input is a pipe from the parent, and ends when that does. */
  private static void endWithParent() {
    Thread.ofPlatform().daemon().name("parent-watcher").start(TimingForkMain::awaitEndOfInput);
  }

  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // nothing is ever said
      }
    } catch (IOException e) {
      // the same as an end
    }
    Runtime.getRuntime().halt(1);
  }
}
