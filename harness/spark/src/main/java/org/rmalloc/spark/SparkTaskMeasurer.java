// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkFiles;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.AllocStatsWriterFactory;
import org.rmalloc.replay.KnownSmallestHeaps;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.ReplayConcurrency;
import org.rmalloc.replay.RunListener;
import org.rmalloc.replay.TrialRunner;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.ContenderParser;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.space.DataPointSampling;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.spark.SparkTask.TrialText;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.mapping.ReallocMode;
import org.rmalloc.trace.read.ReadOptions;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** Measures the one task of a partition, on an executor, by the one way there is. */
final class SparkTaskMeasurer extends AbstractFunction1<Iterator<SparkTask>, SparkTaskResult>
    implements Serializable {
  private static final long serialVersionUID = 1;

  @Override
  public SparkTaskResult apply(Iterator<SparkTask> partition) {
    ArrayList<SparkTaskResult.ResultFile> measured = new ArrayList<>();
    try {
      measure(partition.next(), measured);
      return new SparkTaskResult(measured, "");
    } catch (UsageException | InvariantViolation | TraceFormatException e) {
      return new SparkTaskResult(measured, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a fault of this executor: Spark tries another
    }
  }

  private static void measure(SparkTask task, List<SparkTaskResult.ResultFile> measured)
      throws IOException {
    PreparedTrace trace = prepared(task, setting(task.trials().getFirst().setting()));
    if (task.timed()) {
      try (HostTimingLock _ = HostTimingLock.taken()) {
        measure(task, task.trials(), trace, new KnownSmallestHeaps(), measured);
      }
      return;
    }
    KnownSmallestHeaps known = new KnownSmallestHeaps();
    for (TrialText trial : task.trials()) {
      measure(task, List.of(trial), trace, known, measured);
    }
  }

  /** Measures trials of one setting together. */
  private static void measure(
      SparkTask task,
      List<TrialText> trials,
      PreparedTrace trace,
      KnownSmallestHeaps known,
      List<SparkTaskResult.ResultFile> measured)
      throws IOException {
    Map<String, ByteArrayOutputStream> byLabel = new LinkedHashMap<>(); // in the trials' order
    List<JavaAllocatorContender> contenders = new ArrayList<>();
    for (TrialText trial : trials) {
      contenders.addAll(
          ContenderParser.parse(Allocators.onClassPath(), List.of(trial.contender()), List.of()));
      byLabel.put(contenders.getLast().label(), new ByteArrayOutputStream());
    }
    AllocStatsWriterFactory target =
        header -> AllocStatsWriter.to(byLabel.get(header.label()), header);
    TrialSetting setting = setting(trials.getFirst().setting());
    new TrialRunner(trace, setting, measures(task), target, known)
        .run(contenders, RunListener.SILENT);
    List<ByteArrayOutputStream> results = List.copyOf(byLabel.values());
    for (int i = 0; i < trials.size(); i++) {
      byte[] bytes = results.get(i).toByteArray();
      measured.add(new SparkTaskResult.ResultFile(trials.get(i).file(), bytes));
    }
  }

  private static MeasurementSettings measures(SparkTask task) {
    MeasurementSettings space =
        MeasurementSettings.DEFAULT
            .untimed()
            .withDataPoints(DataPointSampling.parse(task.dataPoints()))
            .withConcurrency(new ReplayConcurrency(1, 1));
    MeasurementSettings wanted = task.smallestHeap() ? space : space.withoutSmallestHeap();
    return task.timed() ? wanted.timedAlso().withForks(task.forks(), task.forkSeed()) : wanted;
  }

  /** The trace that Spark brought, if it is the one that was asked for. */
  private static PreparedTrace prepared(SparkTask task, TrialSetting setting) throws IOException {
    Path file = Path.of(SparkFiles.get(task.sha256()));
    ReadOptions options = ReadOptions.DEFAULT.withLenient(task.lenient());
    PreparedTrace trace =
        PreparedTrace.read(
            () -> DecompressedInput.of(task.input(), Files.newInputStream(file)),
            task.dialect().isEmpty()
                ? options
                : options.withDialect(Dialect.valueOf(task.dialect())),
            setting);
    if (!trace.identity().sha256().equals(task.sha256())) {
      throw new UsageException(
          "%s: found SHA-256 %s, expected %s"
              .formatted(task.input(), trace.identity().sha256(), task.sha256()));
    }
    return trace;
  }

  private static TrialSetting setting(SparkTask.SettingText text) {
    return new TrialSetting(
        HeapSize.parse(text.heap()),
        LockSimulationSetting.valueOf(text.locks()),
        ReallocMode.valueOf(text.realloc()),
        text.rounds(),
        text.killPercent(),
        text.seed(),
        new CompactionLimit(text.budget()));
  }
}
