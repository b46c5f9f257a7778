// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.experiment.run.ExperimentListener;
import org.rmalloc.experiment.run.PlannedTrial;
import org.rmalloc.experiment.run.TimedTrialGroup;
import org.rmalloc.experiment.run.TrialExecutor;
import org.rmalloc.experiment.run.TrialsAcrossHeapSizes;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.file.DecompressedInput;
import scala.reflect.ClassTag$;

/**
 * Measures on Spark: a task for each family of trials that share a smallest heap; results come back
 * to the driver, which puts each into the store as it comes. Tasks of executors that are lost are
 * measured by others. Traces travel with the job, named by their SHA-256, and are checked.
 *
 * <p>Where times are taken, a task is the trials that are timed together. It has its executor to
 * itself, since it claims every core of it, and its host, by a {@link HostTimingLock}.
 *
 * @param master {@code spark://HOST:PORT}, {@code local[N]}, …
 */
record SparkTrialExecutor(String master) implements TrialExecutor {
  private static final String CORES = "spark.executor.cores";
  private static final String NO_MASTER = "the Spark master does not answer, or stopped the job";
  private static final int WAIT_SECONDS = 120;
  private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+|\\*)(?:,.*)?\\])?");

  /** What one task measures. */
  private record Work(List<PlannedTrial> trials, MeasurementSettings measures) {}

  @Override
  public int run(List<TrialsAcrossHeapSizes> todo, ResultStore store, ExperimentListener progress)
      throws IOException {
    refuseLibraries(todo);
    Path scratch = Files.createTempDirectory("rmalloc-spark-");
    try {
      SparkConf conf = conf(scratch);
      int failures = run(conf, untimed(todo), store, progress, scratch);
      List<Work> timed = timed(todo);
      return timed.isEmpty()
          ? failures
          : failures + run(alone(conf), timed, store, progress, scratch);
    } finally {
      delete(scratch);
    }
  }

  private static void refuseLibraries(List<TrialsAcrossHeapSizes> todo) {
    for (TrialsAcrossHeapSizes family : todo) {
      if (family.contender().kind() != Contender.Kind.ARENA) {
        throw new UsageException(
            "--master: found '%s', which is no allocator in an arena; measure malloc libraries and"
                    .formatted(family.contender().label())
                + " planners without --master");
      }
    }
  }

  private static List<Work> untimed(List<TrialsAcrossHeapSizes> todo) {
    return todo.stream()
        .filter(family -> !family.measures().timed())
        .map(family -> new Work(family.trials(), family.measures()))
        .toList();
  }

  private static List<Work> timed(List<TrialsAcrossHeapSizes> todo) {
    return TimedTrialGroup.of(todo).stream()
        .map(group -> new Work(group.trials(), group.measures()))
        .toList();
  }

  /** A task claims every core of its executor. */
  private SparkConf alone(SparkConf conf) {
    return conf.clone().set("spark.task.cpus", Integer.toString(coresOfAnExecutor(conf)));
  }

  private int coresOfAnExecutor(SparkConf conf) {
    Matcher local = LOCAL.matcher(master);
    if (!local.matches()) {
      if (!conf.contains(CORES)) {
        throw new UsageException(
            "--master: times are to be measured, so that each trial needs a worker to itself;"
                + " add -D%s=N, N being all cores of a worker".formatted(CORES));
      }
      return conf.getInt(CORES, 1);
    }
    String cores = local.group(1) == null ? "1" : local.group(1);
    return cores.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(cores);
  }

  private int run(
      SparkConf conf,
      List<Work> works,
      ResultStore store,
      ExperimentListener progress,
      Path scratch)
      throws IOException {
    if (works.isEmpty()) {
      return 0;
    }
    try (JavaSparkContext spark = started(conf)) {
      SparkExecutorMonitor watch = new SparkExecutorMonitor();
      spark.sc().addSparkListener(watch);
      List<SparkTask> tasks = sent(works, spark, scratch);
      SparkResultCollector collection =
          new SparkResultCollector(
              works.stream().map(Work::trials).toList(), store, progress, watch);
      int patience = conf.getInt(ClusterWatchdog.PATIENCE, WAIT_SECONDS);
      ClusterWatchdog watchdog =
          new ClusterWatchdog(spark, watch, patience, master.startsWith("local"));
      run(spark, tasks, collection, watchdog);
      return collection.failures();
    }
  }

  private JavaSparkContext started(SparkConf conf) {
    try {
      return new JavaSparkContext(conf);
    } catch (IllegalStateException e) { // Spark gave up while it started
      throw givenUp(NO_MASTER, e);
    }
  }

  /** The tasks, their traces sent ahead. */
  private List<SparkTask> sent(List<Work> works, JavaSparkContext spark, Path scratch)
      throws IOException {
    try {
      return tasks(works, spark, scratch);
    } catch (IllegalStateException e) {
      if (spark.sc().isStopped()) {
        throw givenUp(NO_MASTER, e);
      }
      throw e;
    }
  }

  private void run(
      JavaSparkContext spark,
      List<SparkTask> tasks,
      SparkResultCollector collection,
      ClusterWatchdog watchdog)
      throws IOException {
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      Future<?> unused = timer.scheduleWithFixedDelay(watchdog::look, 1, 1, TimeUnit.SECONDS);
      try {
        spark
            .sc()
            .runJob(
                spark.parallelize(tasks, tasks.size()).rdd(),
                new SparkTaskMeasurer(),
                collection,
                ClassTag$.MODULE$.apply(SparkTaskResult.class));
      } catch (Exception e) { // Scala does not declare SparkException
        throw refusal(e, spark, watchdog);
      } finally {
        timer.shutdownNow();
      }
    }
  }

  private UsageException refusal(Exception e, JavaSparkContext spark, ClusterWatchdog watchdog)
      throws IOException {
    if (e instanceof UncheckedIOException io) {
      throw io.getCause();
    }
    if (!(e instanceof SparkException)
        && !spark.sc().isStopped()
        && e instanceof RuntimeException unexpected) {
      throw unexpected;
    }
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return givenUp(watchdog.reason().orElse(spark.sc().isStopped() ? NO_MASTER : message), e);
  }

  private UsageException givenUp(String why, Exception e) {
    return new UsageException(
        "%s: the Spark job was given up; what was measured is in the store; run it again: %s"
            .formatted(master, why),
        e);
  }

  /** What the user's own {@code spark.*} properties say goes first. */
  private SparkConf conf(Path scratch) throws IOException {
    SparkConf conf = new SparkConf().setAppName("rmalloc experiment").setMaster(master);
    List<String> jars = ExecutorJars.on(System.getProperty("java.class.path"), scratch);
    return conf.setIfMissing("spark.jars", String.join(",", jars))
        .setIfMissing("spark.ui.enabled", "false")
        .setIfMissing("spark.task.maxFailures", "4")
        .setIfMissing("spark.executor.extraJavaOptions", "--enable-native-access=ALL-UNNAMED")
        .set("spark.speculation", "false"); // no trial twice
  }

  private static List<SparkTask> tasks(List<Work> works, JavaSparkContext spark, Path scratch)
      throws IOException {
    Set<String> sent = new HashSet<>();
    List<SparkTask> tasks = new ArrayList<>();
    for (Work work : works) {
      TraceSource trace = work.trials().getFirst().combination().trace();
      SparkTask task = SparkTask.of(work.trials(), work.measures(), inputName(trace));
      if (sent.add(task.sha256())) {
        spark.addFile(copy(trace, scratch.resolve(task.sha256())).toString());
      }
      tasks.add(task);
    }
    return tasks;
  }

  private static String inputName(TraceSource trace) {
    return switch (trace) {
      case TraceSource.Recorded recorded -> recorded.file().getFileName().toString();
      case TraceSource.Synthetic synthetic -> synthetic.name();
      case TraceSource.ToRecord program -> program.name(); // its recording is sent, not itself
    };
  }

  /** The trace's bytes, uncompressed ones of a trace that is made up. */
  private static Path copy(TraceSource trace, Path to) throws IOException {
    if (Files.exists(to)) {
      return to; // sent to the untimed trials before
    }
    if (trace instanceof TraceSource.Recorded recorded) {
      return Files.copy(recorded.file(), to);
    }
    try (DecompressedInput input = trace.open();
        OutputStream out = Files.newOutputStream(to)) {
      byte[] buffer = new byte[1 << 16];
      for (int got = input.read(buffer, 0, buffer.length);
          got >= 0;
          got = input.read(buffer, 0, buffer.length)) {
        out.write(buffer, 0, got);
      }
    }
    return to;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
