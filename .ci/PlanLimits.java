// SPDX-License-Identifier: Apache-2.0
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rmalloc.plan.PlacementProblem;
import org.rmalloc.plan.Plan;
import org.rmalloc.plan.Planner;
import org.rmalloc.plan.PlannerSettings;
import org.rmalloc.replay.plan.CheckedPlannerCatalog;
import org.rmalloc.replay.plan.MinimallocPlacementProblem;
import org.rmalloc.replay.plan.TracePlacementProblem;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.read.AccessDropper;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.TraceReader;

/**
 * Holds the planner to its limits: heights and processor time on every recording, the challenge
 * instances of minimalloc whatever their numbering, and memory. {@code plan-limits} beside this
 * file starts it.
 *
 * <p>Processor time is that of all threads of this process while it plans, the compilers' and the
 * collector's included; reading files is left out. Every plan is proved by the check.
 */
final class PlanLimits {
  private static final double HIGHEST = 1.003;
  private static final Set<String> ABOVE_PEAK_LIVE = Set.of("git-pack-objects", "redis-server");
  private static final int FEW_BLOCKS = 800_000;
  private static final double FEW_SECONDS = 15;
  private static final double MANY_SECONDS = 60;
  private static final double ALL_SECONDS = 120;

  private static final long CAPACITY = 1 << 20;
  private static final double INSTANCES_SECONDS = 2;
  private static final int SHUFFLES = 10;
  private static final int MISSES = 1;
  private static final long LOWEST_OF_C = 1_039_360;

  /** Seconds that minimalloc takes on a machine of the same kind, by instance. */
  private static final Map<String, Double> MINIMALLOC =
      Map.ofEntries(
          Map.entry("A", 5.1),
          Map.entry("B", 3.9),
          Map.entry("C", 0.70),
          Map.entry("D", 2.6),
          Map.entry("E", 3.5),
          Map.entry("F", 5.2),
          Map.entry("G", 1.1),
          Map.entry("H", 1.7),
          Map.entry("I", 3.2),
          Map.entry("J", 1.0),
          Map.entry("K", 0.72));

  private final Planner planner =
      CheckedPlannerCatalog.onClassPath().named(CheckedPlannerCatalog.DEFAULT);
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private boolean broken;

  private PlanLimits() {}

  public static void main(String[] args) throws Exception {
    PlanLimits limits = new PlanLimits();
    switch (args[0]) {
      case "recordings" -> limits.recordings(files(args[1], ".memtrace", ".gz", ".zst"));
      case "instances" -> limits.instances(files(args[1], ".csv"));
      case "memory" -> limits.memory(Integer.parseInt(args[1]));
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.exit(limits.broken ? 1 : 0);
  }

  private static List<Path> files(String folder, String... endings) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
          .sorted()
          .toList();
    }
  }

  private void recordings(List<Path> files) throws Exception {
    double all = 0;
    for (Path file : files) {
      String name = file.getFileName().toString();
      PlacementProblem problem = recorded(file);
      double before = seconds();
      Plan plan = planner.plan(problem, PlannerSettings.LOWEST);
      double taken = seconds() - before;
      all += taken;
      double ratio = (double) plan.heightBytes() / problem.peakLiveBytes();
      print("%-36s %,10d blocks  %.6f  %6.2f s", name, problem.blockCount(), ratio, taken);
      hold(ratio <= HIGHEST, "%s: height above %s x peak live", name, HIGHEST);
      hold(ratio == 1 || mayExceed(name), "%s: height above peak live", name);
      hold(
          taken <= (problem.blockCount() <= FEW_BLOCKS ? FEW_SECONDS : MANY_SECONDS),
          "%s: too slow",
          name);
    }
    print("all %36s %.1f s", "", all);
    hold(all <= ALL_SECONDS, "more than %s s in all", ALL_SECONDS);
  }

  private static boolean mayExceed(String name) {
    return ABOVE_PEAK_LIVE.stream().anyMatch(name::startsWith);
  }

  private static PlacementProblem recorded(Path file) throws IOException {
    try (DecompressedInput input = DecompressedInput.open(file)) {
      return TracePlacementProblem.of(
              file.toString(), TraceReader.read(input, ReadOptions.DEFAULT, new AccessDropper()))
          .problem();
    }
  }

  private void instances(List<Path> files) throws Exception {
    double all = 0;
    int misses = 0;
    for (Path file : files) {
      String name = file.getFileName().toString().substring(0, 1);
      PlacementProblem problem = instance(file);
      double before = seconds();
      Plan plan = planner.plan(problem, PlannerSettings.LOWEST.withGoalBytes(CAPACITY));
      double taken = seconds() - before;
      all += taken;
      hold(plan.heightBytes() <= CAPACITY, "%s: %d", name, plan.heightBytes());
      hold(taken < MINIMALLOC.getOrDefault(name, 1.0), "%s: slower than minimalloc", name);
      long[] nodes = new long[SHUFFLES];
      for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
        Plan other =
            planner.plan(
                shuffled(problem, new Random(shuffle)),
                PlannerSettings.LOWEST.withSeed(shuffle + 1).withGoalBytes(CAPACITY));
        misses += other.heightBytes() <= CAPACITY ? 0 : 1;
        nodes[shuffle] = other.work();
      }
      print(
          "%s %4d blocks  %5.3f s  %,9d nodes, with other seeds and numbers up to %,9d",
          name, problem.blockCount(), taken, plan.work(), Arrays.stream(nodes).max().orElse(0));
      if (name.equals("C")) {
        hold(
            planner.plan(problem, PlannerSettings.LOWEST).heightBytes() == LOWEST_OF_C,
            "C: not lowest");
      }
    }
    print("all %.3f s, %d of %d not solved", all, misses, SHUFFLES * files.size());
    hold(all <= INSTANCES_SECONDS, "more than %s s in all", INSTANCES_SECONDS);
    hold(misses <= MISSES, "%d not solved", misses);
  }

  private static PlacementProblem instance(Path file) throws IOException {
    try (DecompressedInput input = DecompressedInput.open(file)) {
      return MinimallocPlacementProblem.read(input).problem();
    }
  }

  private static PlacementProblem shuffled(PlacementProblem problem, Random random) {
    List<Integer> order =
        IntStream.range(0, problem.blockCount()).boxed().collect(Collectors.toList());
    Collections.shuffle(order, random);
    return PlacementProblem.unaligned(
        order.stream().mapToInt(block -> problem.firsts()[block]).toArray(),
        order.stream().mapToInt(block -> problem.ends()[block]).toArray(),
        order.stream().mapToLong(block -> problem.sizes()[block]).toArray());
  }

  /** Every pass is run, since none comes down to peak live. The heap given is the limit. */
  private void memory(int blockCount) throws Exception {
    PlacementProblem problem = random(blockCount);
    Plan plan = planner.plan(problem, PlannerSettings.LOWEST);
    print(
        "%,d blocks, height %.4f x peak live, in a heap of %d bytes a block",
        blockCount,
        (double) plan.heightBytes() / problem.peakLiveBytes(),
        Runtime.getRuntime().maxMemory() / blockCount);
    hold(!plan.isExact(), "the problem is too easy: not every pass was run");
  }

  /** Sizes and lifetimes over many octaves, as of a large recording. */
  private static PlacementProblem random(int blockCount) {
    SplittableRandom random = new SplittableRandom(3);
    int[] firsts = new int[blockCount];
    int[] ends = new int[blockCount];
    long[] sizes = new long[blockCount];
    for (int block = 0; block < blockCount; block++) {
      firsts[block] = random.nextInt(2 * blockCount);
      ends[block] = firsts[block] + 1 + (int) Math.pow(2, 22 * Math.pow(random.nextDouble(), 3));
      sizes[block] = (long) Math.pow(2, 3 + 18 * Math.pow(random.nextDouble(), 4));
    }
    return PlacementProblem.unaligned(firsts, ends, sizes);
  }

  private double seconds() {
    return process.getProcessCpuTime() / 1e9;
  }

  private void hold(boolean holds, String says, Object... values) {
    if (!holds) {
      broken = true;
      print("BROKEN: " + says, values);
    }
  }

  private static void print(String text, Object... values) {
    System.out.println(String.format(Locale.ROOT, text, values));
  }
}
