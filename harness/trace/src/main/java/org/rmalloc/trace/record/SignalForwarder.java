// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hands on to the program a signal that this process gets and that would end it, at once; then lets
 * the recording be finished, and ends this process with the program's status.
 *
 * <p>What the terminal or a supervisor sends goes to the whole process group, the program included,
 * which should not get it twice. A witness in that group, which does nothing else, tells which it
 * was.
 */
final class SignalForwarder implements AutoCloseable {
  private static final List<String> SIGNALS = List.of("HUP", "INT", "TERM");
  private static final int WITNESS_MILLIS = 60;

  private final Process witness;
  private final Thread hook = new Thread(this::end, "signals");
  private final CountDownLatch done = new CountDownLatch(1);
  private long program; // guarded by this, as is `received`
  private String received = ""; // the signal that ends this process; empty: none has come
  private volatile int status = -1;
  private volatile boolean stopping;

  private SignalForwarder(Process witness) {
    this.witness = witness;
  }

  /** Starts with a witness, which is {@code launch} of the tools. */
  static SignalForwarder start(Path launch) throws IOException {
    Process witness =
        new ProcessBuilder(launch.toString(), "witness")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    witness.getInputStream().read(); // it is ready
    SignalForwarder forwarder = new SignalForwarder(witness);
    Runtime.getRuntime().addShutdownHook(forwarder.hook);
    return forwarder;
  }

  /** The program runs; 0: it has ended. A signal that came before it was started is for it. */
  synchronized void runs(long pid) {
    program = pid;
    if (pid != 0 && !received.isEmpty()) {
      send(received, pid);
    }
  }

  /** Whether this process has been told to end. */
  boolean isStopping() {
    return stopping;
  }

  /** What this process ends with if it has been told to end. */
  void endsWith(int exitStatus) {
    status = exitStatus;
  }

  /** All is done. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it is at work: the virtual machine is going down
    }
    witness.destroyForcibly();
  }

  private void end() {
    stopping = true;
    try {
      String signal = signal();
      long running = receive(signal);
      if (running != 0 && !witnessSaw(signal)) {
        send(signal, running);
      }
      done.await();
    } catch (IOException e) {
      // the witness cannot be read: the program ends in its own time
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (status >= 0) {
      Runtime.getRuntime().halt(status);
    }
  }

  /** Returns the program that runs now; 0: none does, and the next one will get the signal. */
  private synchronized long receive(String signal) {
    received = signal;
    return program;
  }

  private static void send(String signal, long pid) {
    try {
      new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(signal, pid)).start();
    } catch (IOException e) {
      // no process can be started: the program ends in its own time
    }
  }

  /** The signal that ends this process, by the thread that the virtual machine handles it in. */
  private static String signal() {
    return SIGNALS.stream()
        .filter(
            name ->
                Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().equals("SIG" + name + " handler")))
        .findFirst()
        .orElse("TERM");
  }

  private boolean witnessSaw(String signal) throws IOException, InterruptedException {
    InputStream seen = witness.getInputStream();
    for (int waited = 0; seen.available() == 0 && waited < WITNESS_MILLIS; waited += 5) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    byte[] letters = new byte[seen.available()];
    int got = seen.read(letters, 0, letters.length);
    for (int i = 0; i < got; i++) {
      if (letters[i] == signal.charAt(0)) {
        return true;
      }
    }
    return false;
  }
}
