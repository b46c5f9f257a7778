// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Progress is told, and work that is interrupted ends. */
final class ProgressNotifierTest {

  @Test
  void eachPhaseIsToldWithItsShare() {
    List<String> told = new ArrayList<>();
    ProgressNotifier meter =
        new ProgressNotifier(
            (what, done, left) -> told.add("%s %.2f %s".formatted(what, done, left)), 8);
    meter.begin("first");
    meter.advance(2);
    meter.begin("second");
    meter.advance(8);
    meter.begin("third");
    assertEquals(
        List.of(
            "first 0.00 Optional.empty", "second 0.25 Optional.empty", "third 1.00 Optional.empty"),
        told);
  }

  @Test
  void anInterruptedThreadDoesNotGoOn() {
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> ProgressNotifier.silent().advance(1));
    assertTrue(Thread.interrupted());
  }

  @Test
  void resultsComeInTheOrderOfTheItems() {
    List<Integer> items = IntStream.range(0, 50).boxed().toList();
    List<Integer> squares = items.stream().map(item -> item * item).toList();
    assertEquals(squares, ParallelJobs.map(1, items, item -> item * item));
    assertEquals(squares, ParallelJobs.map(4, items, item -> item * item));
  }

  @Test
  void whatWentWrongComesOut() {
    List<Integer> items = List.of(1, 2, 3);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            ParallelJobs.map(
                2,
                items,
                item -> {
                  throw new IllegalArgumentException("item " + item);
                }));
  }

  @Test
  void aCheckedExceptionComesOutAsItIs() {
    for (int jobs : new int[] {1, 2}) {
      IOException full =
          assertThrows(
              IOException.class,
              () -> ParallelJobs.map(jobs, List.of(1, 2), ProgressNotifierTest::fail));
      assertEquals("disk full", full.getMessage());
    }
  }

  private static int fail(int item) throws IOException {
    throw new IOException("disk full");
  }

  @Test
  void anInterruptEndsAllJobs() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(2);
    Thread[] waiting = new Thread[1];
    CancellationException[] cancelled = new CancellationException[1];
    waiting[0] =
        Thread.ofPlatform()
            .start(
                () ->
                    cancelled[0] =
                        assertThrows(
                            CancellationException.class,
                            () ->
                                ParallelJobs.map(
                                    2, List.of(1, 2, 3), item -> untilInterrupted(started))));
    started.await();
    waiting[0].interrupt();
    waiting[0].join();
    assertEquals("interrupted", cancelled[0].getMessage());
  }

  private static int untilInterrupted(CountDownLatch started) {
    started.countDown();
    ProgressNotifier meter = ProgressNotifier.silent();
    while (true) {
      meter.advance(1);
    }
  }
}
