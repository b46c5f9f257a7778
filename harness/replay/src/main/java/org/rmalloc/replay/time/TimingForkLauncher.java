// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.rmalloc.heap.Heap;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.progress.CancellationExceptions;
import org.rmalloc.replay.result.ForkTimeSummary;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.replay.workload.WorkloadFileCodec;
import org.rmalloc.trace.file.TemporaryFolder;

/**
 * Forks a virtual machine for each measurement of an allocator, and hands the workload over in a
 * temporary file, which is written once and deleted by {@link #close}.
 */
public final class TimingForkLauncher implements AutoCloseable {
  private static final long MIB = 1 << 20;
  private static final long TELL_EVERY_MILLIS = 500; // seldom: it is a core of two that wakes up

  private final Workload workload;
  private final long budgetNanos;
  private final boolean latencies;
  private final ClockOverhead timer = ClockOverhead.measure();
  private final TemporaryFolder folder;
  private final Path workloadFile;

  /**
   * A time pass over one workload.
   *
   * @param budgetNanos about how long each fork measures, its warm-up apart
   */
  public TimingForkLauncher(Workload workload, long budgetNanos) throws IOException {
    this(workload, budgetNanos, true);
  }

  private TimingForkLauncher(Workload workload, long budgetNanos, boolean latencies)
      throws IOException {
    this.workload = workload;
    this.budgetNanos = budgetNanos;
    this.latencies = latencies;
    folder = TemporaryFolder.create();
    workloadFile = folder.path().resolve("workload");
    WorkloadFileCodec.write(workload, workloadFile);
  }

  /** A time pass whose forks measure throughput alone, in about three quarters of the time. */
  public static TimingForkLauncher ofThroughput(Workload workload, long budgetNanos)
      throws IOException {
    return new TimingForkLauncher(workload, budgetNanos, false);
  }

  /**
   * Measures an allocator once. The calling thread waits; when it is interrupted the fork is ended.
   *
   * @param position of the fork in the order of all
   * @param waited is notified, now and then, how many nanoseconds went by since it was last
   * @throws IOException when the fork fails, with what it said
   * @throws CancellationException when the thread was interrupted
   */
  public ForkOutputFile fork(
      JavaAllocatorContender contender,
      long heapSize,
      CompactionLimit limit,
      int position,
      LongConsumer waited)
      throws IOException {
    Path result = Files.createTempFile(folder.path(), "result-", "");
    TimingTask task =
        new TimingTask(
            workloadFile,
            result,
            contender.build(),
            contender.name(),
            contender.optionTexts(),
            heapSize,
            limit,
            budgetNanos,
            latencies);
    run(command(task, TimingClassPath.of(contender)), contender.name(), waited);
    return new ForkOutputFile(result, position, load());
  }

  /**
   * What the forks of one contender measured together; their files are gone afterwards.
   *
   * @param forks one or more, by position
   * @throws org.rmalloc.allocator.InvariantViolation when they replayed the trace differently
   */
  public ContenderTimes together(List<ForkOutputFile> forks) throws IOException {
    List<ForkTimeResult> results = new ArrayList<>();
    List<ForkTimeSummary> figures = new ArrayList<>();
    for (ForkOutputFile fork : forks) {
      ForkTimeResult result = ForkTimeResult.read(fork.file());
      results.add(result);
      figures.add(result.fork(workload, fork, timer));
      Files.delete(fork.file());
    }
    return ContenderTimes.of(workload, results, figures);
  }

  /** The throughput that one fork measured; its file is gone afterwards. */
  public ForkThroughput throughput(ForkOutputFile fork) throws IOException {
    ForkTimeResult result = ForkTimeResult.read(fork.file());
    Files.delete(fork.file());
    return new ForkThroughput(result.blockNanos(), result.ops(), result.wallPerCpu());
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }

  private void run(List<String> command, String contender, LongConsumer waited) throws IOException {
    Path talk = Files.createTempFile(folder.path(), "talk-", "");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(talk.toFile()).start();
    try {
      int status = await(process, waited);
      if (status != 0) {
        throw new IOException(
            "the timing process of %s failed with status %d:%n%s"
                .formatted(contender, status, Files.readString(talk).strip()));
      }
    } catch (InterruptedException e) {
      throw CancellationExceptions.of(e);
    } finally {
      process.destroyForcibly().onExit().join();
      Files.deleteIfExists(talk);
    }
  }

  private static int await(Process process, LongConsumer waited) throws InterruptedException {
    long toldAt = System.nanoTime();
    while (!process.waitFor(TELL_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      long now = System.nanoTime();
      waited.accept(now - toldAt);
      toldAt = now;
    }
    return process.exitValue();
  }

  private List<String> command(TimingTask task, String classPath) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx%dm".formatted(memoryMib(task.heapSize())));
    command.add("-Xmn%dm".formatted(youngMib(task.heapSize())));
    command.add("-XX:+UseSerialGC"); // collects where it is told to allocate: outside of the clock
    command.add("-XX:-UsePerfData");
    command.add("-Xbatch"); // compiles before it goes on: no pass is measured half compiled
    command.add("--enable-native-access=ALL-UNNAMED"); // large heaps are reserved by C
    command.add("-cp");
    command.add(classPath);
    command.add(TimingForkMain.class.getName());
    command.addAll(task.arguments());
    return command;
  }

  /**
   * Room for a few heaps: the memory of one pass is still in the caches when the next reuses it.
   */
  private long youngMib(long heapSize) {
    return Math.min(8 + 4 * Heap.javaHeapBytes(heapSize) / MIB, memoryMib(heapSize) / 3);
  }

  /** Room for three heaps and those of a short trace, the columns, the times of a few passes. */
  private long memoryMib(long heapSize) {
    long columns = 64L * workload.opCount() + 16L * workload.slotCount();
    return 160 + (3 * Heap.javaHeapBytes(heapSize) + columns) / MIB;
  }
}
