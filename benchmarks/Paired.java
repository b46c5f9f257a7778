// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rmalloc.heap.PlainHeap;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.workload.PlainReplay;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.TraceReader;

/**
 * Compares the time of whole replays between builds, or with any program that answers as {@link
 * #serve} does. Processes of all contenders live at once and take turns, a few passes each, so that
 * a busy minute hits all of them; each turn's figure is the minimum over its passes.
 *
 * <p>{@code benchmarks/paired} starts it.
 */
final class Paired {
  private static final int FORKS = 3;
  private static final int ROUNDS = 12;
  private static final long PASS_NANOS = 60_000_000; // of one turn, about
  private static final int WARM_UP_TURNS = 8;
  private static final int CLOCK_READINGS = 100_000;
  private static final int MAX_YOUNG_MIB = 340; // of the 1 GiB that paired gives

  private Paired() {}

  /**
   * {@code serve TRACE ALLOCATOR} in a child; {@code young TRACE} prints an option for it; else
   * command lines of children, the first the base.
   */
  public static void main(String[] args) throws IOException {
    if (args[0].equals("serve")) {
      serve(Path.of(args[1]), args[2]);
    } else if (args[0].equals("young")) {
      System.out.println(youngOption(heapBytes(workload(Path.of(args[1])))));
    } else {
      compare(args);
    }
  }

  /**
   * Answers each line, a number of passes, with the minimum CPU time of an op in nanoseconds, and
   * the checksum of the addresses.
   */
  private static void serve(Path trace, String allocator) throws IOException {
    Workload workload = workload(trace);
    JavaAllocatorContender contender = Allocators.onClassPath().contender(allocator, Map.of());
    long heap = heapBytes(workload);
    PlainReplay replay = new PlainReplay(workload, CompactionLimit.NONE);
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long clockNanos = clockNanos(thread);
    BufferedReader turns =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String turn = turns.readLine(); turn != null; turn = turns.readLine()) {
      double minimum = Double.MAX_VALUE;
      for (int pass = Integer.parseInt(turn); pass > 0; pass--) {
        var fresh = contender.create(new PlainHeap(heap));
        long start = thread.getCurrentThreadCpuTime();
        int met = replay.run(fresh);
        long nanos = thread.getCurrentThreadCpuTime() - start - clockNanos;
        minimum = Math.min(minimum, nanos / (double) met);
      }
      System.out.printf(Locale.ROOT, "%.4f %016x%n", minimum, replay.trail());
    }
  }

  private static Workload workload(Path trace) throws IOException {
    return Workload.of(TraceReader.read(trace, ReadOptions.DEFAULT));
  }

  private static long heapBytes(Workload workload) {
    return new HeapSize.Factor(BigDecimal.TWO).bytes(workload.peakLive(), () -> 0);
  }

  /**
   * Room for a few heaps, as in the forks of a time pass. The memory of one pass is then still in
   * the caches when the next reuses it, as the arena of {@code replay.c} is.
   */
  private static String youngOption(long heapBytes) {
    return "-Xmn%dm".formatted(Math.min(8 + 4 * (heapBytes >> 20), MAX_YOUNG_MIB));
  }

  /** The minimum that reading the clock twice takes: a few hundred ops' worth. */
  private static long clockNanos(ThreadMXBean thread) {
    long minimum = Long.MAX_VALUE;
    for (int i = 0; i < CLOCK_READINGS; i++) {
      long start = thread.getCurrentThreadCpuTime();
      minimum = Math.min(minimum, thread.getCurrentThreadCpuTime() - start);
    }
    return minimum;
  }

  private static void compare(String[] commands) throws IOException {
    double[] minima = new double[commands.length];
    Arrays.fill(minima, Double.MAX_VALUE);
    String[] checksums = new String[commands.length];
    List<double[]> ratios = new ArrayList<>();
    for (int fork = 0; fork < FORKS; fork++) {
      double[][] turns = fork(commands, checksums);
      for (int i = 0; i < commands.length; i++) {
        minima[i] = Math.min(minima[i], Arrays.stream(turns[i]).min().orElseThrow());
      }
      for (int round = 0; round < ROUNDS; round++) {
        double[] ratio = new double[commands.length];
        for (int i = 0; i < commands.length; i++) {
          ratio[i] = turns[i][round] / turns[0][round];
        }
        ratios.add(ratio);
      }
    }
    for (int i = 0; i < commands.length; i++) {
      print(i, minima, ratios, checksums);
    }
  }

  private static void print(
      int contender, double[] minima, List<double[]> ratios, String[] checksums) {
    double[] sorted = ratios.stream().mapToDouble(one -> one[contender]).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%d: %7.2f ns an op at minimum, %.3f of 0; paired ratio: median %.3f, middle 80 %% %.3f"
            + " to %.3f; addresses %s%n",
        contender,
        minima[contender],
        minima[contender] / minima[0],
        sorted[sorted.length / 2],
        sorted[sorted.length / 10],
        sorted[sorted.length - 1 - sorted.length / 10],
        checksums[contender].equals(checksums[0]) ? "equal" : "differ");
  }

  /**
   * One process of each contender; by contender and round, the minimum of a turn.
   *
   * @param checksums are written, by contender
   */
  private static double[][] fork(String[] commands, String[] checksums) throws IOException {
    Child[] children = new Child[commands.length];
    for (int i = 0; i < commands.length; i++) {
      children[i] = new Child(commands[i]);
    }
    double[][] turns = new double[commands.length][ROUNDS];
    for (int round = -WARM_UP_TURNS; round < ROUNDS; round++) {
      for (int i = 0; i < commands.length; i++) {
        turns[i][Math.max(0, round)] = children[i].turn(); // what warmed up is overwritten
      }
    }
    for (int i = 0; i < commands.length; i++) {
      checksums[i] = children[i].checksum;
      children[i].end();
    }
    return turns;
  }

  /** A process that replays when it is asked to. */
  private static final class Child {
    private final Process process;
    private final BufferedReader answers;
    private int passes = 1;
    private String checksum = "";

    Child(String command) throws IOException {
      process =
          new ProcessBuilder("sh", "-c", "exec " + command)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** A turn of about the same length each time. */
    double turn() throws IOException {
      long start = System.nanoTime();
      process.getOutputStream().write((passes + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IOException("a contender ended: " + process.info().commandLine().orElse(""));
      }
      long nanos = Math.max(1, System.nanoTime() - start);
      passes = Math.clamp(passes * PASS_NANOS / nanos, 1, 10_000);
      String[] words = answer.split(" ");
      checksum = words[1];
      return Double.parseDouble(words[0]);
    }

    void end() throws IOException {
      process.getOutputStream().close();
    }
  }
}
