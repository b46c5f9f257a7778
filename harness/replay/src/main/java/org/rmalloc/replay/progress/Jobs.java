package org.rmalloc.replay.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Several pieces of work at a time. */
public final class Jobs {
  private Jobs() {}

  /**
   * The results of work on each item, in their order.
   *
   * @param jobs how many to do at a time, 1 or more
   * @throws CancellationException when the calling thread was interrupted; what was started is
   *     interrupted too, and awaited
   */
  public static <T, R> List<R> map(int jobs, List<T> items, Function<T, R> work) {
    if (jobs == 1) {
      return items.stream().map(work).toList();
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
      List<Future<R>> futures = new ArrayList<>();
      for (T item : items) {
        futures.add(pool.submit(() -> work.apply(item)));
      }
      return results(futures, pool);
    }
  }

  private static <R> List<R> results(List<Future<R>> futures, ExecutorService pool) {
    List<R> results = new ArrayList<>();
    try {
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("interrupted");
      cancelled.initCause(e);
      throw cancelled;
    } catch (ExecutionException e) {
      pool.shutdownNow();
      throw rethrown(e);
    }
  }

  private static RuntimeException rethrown(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException cause -> cause;
      case Error error -> throw error;
      default -> new IllegalStateException(e.getCause());
    };
  }
}
