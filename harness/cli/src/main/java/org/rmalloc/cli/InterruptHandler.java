// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

/**
 * While it is open, Ctrl-C interrupts the thread that opened it, and gives it a moment to put away
 * what is half done. Without one Ctrl-C ends the program at once.
 */
final class InterruptHandler implements AutoCloseable {
  private static final long MILLIS_TO_CLEAR_UP = 5_000;

  private final Thread hook;

  private InterruptHandler(Thread hook) {
    this.hook = hook;
  }

  /** Heeds Ctrl-C on behalf of the calling thread, whose work is to end when it is interrupted. */
  static InterruptHandler heeded() {
    Thread worker = Thread.currentThread();
    Thread hook = new Thread(() -> end(worker), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return new InterruptHandler(hook);
  }

  /** Ends the program after an interruption: what was to be put away has been. */
  static void exit() {
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED); // an exit would wait for the hook, which waits
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it is at work: the program is going down
    }
  }

  private static void end(Thread worker) {
    worker.interrupt();
    try {
      worker.join(MILLIS_TO_CLEAR_UP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
