// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.experiment.run.RunProgress;
import org.rmalloc.experiment.run.TrialExecutor;
import org.rmalloc.experiment.run.TrialFamily;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.file.OutputFile;
import org.rmalloc.trace.file.TraceInput;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Measures on Spark: a task for each family of trials that share a smallest heap; results come back
 * to the driver, which puts each into the store as it comes. Tasks of executors that are lost are
 * measured by others. Traces travel with the job, named by their SHA-256, and are checked.
 *
 * <p>Times are not measured: a timing forks a process from the class path, which executors do not
 * have, and would be another machine's.
 *
 * @param master {@code spark://HOST:PORT}, {@code local[N]}, …
 */
record SparkExecutor(String master) implements TrialExecutor {
  private static final String WAIT = "spark.rmalloc.waitSeconds";
  private static final int WAIT_SECONDS = 120;

  @Override
  public int run(List<TrialFamily> todo, ResultStore store, RunProgress progress)
      throws IOException {
    refuseTimes(todo);
    Path scratch = Files.createTempDirectory("rmalloc-spark-");
    try {
      return run(todo, store, progress, scratch);
    } finally {
      delete(scratch);
    }
  }

  private static void refuseTimes(List<TrialFamily> todo) {
    for (TrialFamily family : todo) {
      if (family.measures().timed() || family.contender().kind() != Contender.Kind.ARENA) {
        throw new UsageException(
            "--master: found times or malloc libraries to measure, expected space and smallest"
                + " heaps alone; measure those without --master");
      }
    }
  }

  private int run(List<TrialFamily> todo, ResultStore store, RunProgress progress, Path scratch)
      throws IOException {
    SparkConf conf = conf(scratch);
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      ExecutorWatch watch = new ExecutorWatch();
      spark.sc().addSparkListener(watch);
      List<TrialTask> tasks = tasks(todo, spark, scratch);
      Collection collection = new Collection(todo, tasks, store, progress, watch);
      int patience = conf.getInt(WAIT, WAIT_SECONDS);
      try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
        Watchdog watchdog = new Watchdog(spark, watch, patience, master.startsWith("local"));
        Future<?> unused = timer.scheduleWithFixedDelay(watchdog::look, 1, 1, TimeUnit.SECONDS);
        try {
          spark
              .sc()
              .runJob(
                  spark.parallelize(tasks, tasks.size()).rdd(),
                  new TaskMeasurement(),
                  collection,
                  ClassTag$.MODULE$.apply(TaskResult.class));
        } catch (Exception e) { // Scala does not declare SparkException
          throw refusal(e, watchdog);
        } finally {
          timer.shutdownNow();
        }
      }
      return collection.failures;
    }
  }

  private UsageException refusal(Exception e, Watchdog watchdog) throws IOException {
    if (e instanceof UncheckedIOException io) {
      throw io.getCause();
    }
    if (!(e instanceof SparkException) && e instanceof RuntimeException unexpected) {
      throw unexpected;
    }
    String why =
        watchdog.reason.orElse(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    return new UsageException(
        "%s: the job was given up; what was measured is in the store; run it again: %s"
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

  private static List<TrialTask> tasks(List<TrialFamily> todo, JavaSparkContext spark, Path scratch)
      throws IOException {
    Set<String> sent = new HashSet<>();
    List<TrialTask> tasks = new ArrayList<>();
    for (TrialFamily family : todo) {
      TraceSource trace = family.preparation().trace();
      TrialTask task = TrialTask.of(family, inputName(trace));
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
    };
  }

  /** The trace's bytes, uncompressed ones of a trace that is made up. */
  private static Path copy(TraceSource trace, Path to) throws IOException {
    if (trace instanceof TraceSource.Recorded recorded) {
      return Files.copy(recorded.file(), to);
    }
    try (TraceInput input = trace.open();
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

  /** Gives a job up whose cluster does not work, in place of waiting for ever. */
  private static final class Watchdog {
    private final JavaSparkContext spark;
    private final ExecutorWatch watch;
    private final int patienceSeconds;
    private final boolean local;
    private final long start = System.nanoTime();
    private volatile Optional<String> reason = Optional.empty();

    Watchdog(JavaSparkContext spark, ExecutorWatch watch, int patienceSeconds, boolean local) {
      this.spark = spark;
      this.watch = watch;
      this.patienceSeconds = patienceSeconds;
      this.local = local;
    }

    void look() {
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      if (!watch.failure().isEmpty()) {
        giveUp(watch.failure());
      } else if (!local && !watch.hasExecutor() && waited.toSeconds() >= patienceSeconds) {
        giveUp("no executor in %d s (%s)".formatted(patienceSeconds, WAIT));
      }
    }

    private void giveUp(String why) {
      reason = Optional.of(why);
      spark.sc().cancelAllJobs();
    }
  }

  /** Puts what comes back into the store; called by one thread at a time. */
  private static final class Collection extends AbstractFunction2<Object, TaskResult, BoxedUnit> {
    private final List<TrialFamily> todo;
    private final int total;
    private final ResultStore store;
    private final RunProgress progress;
    private final ExecutorWatch watch;
    private int done;
    private int failures;

    Collection(
        List<TrialFamily> todo,
        List<TrialTask> tasks,
        ResultStore store,
        RunProgress progress,
        ExecutorWatch watch) {
      this.todo = todo;
      this.total = tasks.stream().mapToInt(task -> task.files().size()).sum();
      this.store = store;
      this.progress = progress;
      this.watch = watch;
    }

    @Override
    public BoxedUnit apply(Object partition, TaskResult result) {
      watch.progress();
      try {
        for (TaskResult.ResultFile file : result.measured()) {
          write(store.file(file.name()), file.bytes());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      TrialFamily family = todo.get((Integer) partition);
      for (int i = result.measured().size(); i < family.trials().size(); i++) {
        failures++;
        progress.failed(family.trials().get(i), result.failure());
      }
      done += family.trials().size();
      progress.at(
          "%,d of %,d trials".formatted(done, total), (double) done / total, Optional.empty());
      return BoxedUnit.UNIT;
    }

    private static void write(Path place, byte[] bytes) throws IOException {
      try (OutputFile file = OutputFile.create(place)) {
        file.stream().write(bytes);
        file.commit();
      }
    }
  }
}
