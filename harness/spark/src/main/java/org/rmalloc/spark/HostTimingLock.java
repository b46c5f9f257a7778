// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.spark;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Held while times are taken, so that executors of one user on one host take turns. Spark gives a
 * task its executor to itself; only this gives it the host.
 */
final class HostTimingLock implements AutoCloseable {
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock(); // files lock processes

  private final FileChannel file;

  private HostTimingLock(FileChannel file) {
    this.file = file;
  }

  /** Waits until no other executor on this host takes times. */
  static HostTimingLock taken() throws IOException {
    IN_THIS_PROCESS.lock();
    try {
      String name = "rmalloc-timing-%s.lock".formatted(System.getProperty("user.name"));
      FileChannel file =
          FileChannel.open(
              Path.of(System.getProperty("java.io.tmpdir"), name),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      file.lock();
      return new HostTimingLock(file);
    } catch (IOException | RuntimeException e) {
      IN_THIS_PROCESS.unlock();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      file.close(); // which also ends its lock
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }
}
