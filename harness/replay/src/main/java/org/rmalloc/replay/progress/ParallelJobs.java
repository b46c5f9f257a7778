// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several pieces of work at a time. */
public final class ParallelJobs {
  /** A piece of work on an item. */
  @FunctionalInterface
  public interface Work<T, R, X extends Exception> {
    /** Does it. */
    R on(T item) throws X;
  }

  private ParallelJobs() {}

  /**
   * The results of work on each item, in their order.
   *
   * @param jobs how many to do at a time, 1 or more
   * @throws X when a piece of work does
   * @throws CancellationException when the calling thread was interrupted; what was started is
   *     interrupted too, and awaited
   */
  public static <T, R, X extends Exception> List<R> map(int jobs, List<T> items, Work<T, R, X> work)
      throws X {
    return jobs == 1 ? oneByOne(items, work) : together(jobs, items, work);
  }

  private static <T, R, X extends Exception> List<R> oneByOne(List<T> items, Work<T, R, X> work)
      throws X {
    List<R> results = new ArrayList<>();
    for (T item : items) {
      results.add(work.on(item));
    }
    return results;
  }

  private static <T, R, X extends Exception> List<R> together(
      int jobs, List<T> items, Work<T, R, X> work) throws X {
    try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
      List<Future<R>> futures = new ArrayList<>();
      for (T item : items) {
        futures.add(pool.submit(() -> work.on(item)));
      }
      return ParallelJobs.<R, X>results(futures, pool);
    }
  }

  private static <R, X extends Exception> List<R> results(
      List<Future<R>> futures, ExecutorService pool) throws X {
    List<R> results = new ArrayList<>();
    try {
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      pool.shutdownNow();
      throw CancellationExceptions.of(e);
    } catch (ExecutionException e) {
      pool.shutdownNow();
      throw ParallelJobs.<X>cause(e);
    }
  }

  // work throws no other checked exception
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Exception> X cause(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      case Throwable checked -> (X) checked;
    };
  }
}
