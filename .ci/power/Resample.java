// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.rmalloc.experiment.gate.time.BuildTimePair;
import org.rmalloc.experiment.gate.time.GateForkTime;
import org.rmalloc.experiment.gate.time.GateTimeJudge;
import org.rmalloc.experiment.gate.time.GateTimeReport;
import org.rmalloc.experiment.gate.time.GateTimeVerdict;
import org.rmalloc.experiment.gate.time.HolmProcedure;
import org.rmalloc.trace.random.SplitMix64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Draws gates from the pairs that a gate's JSON holds, and counts the alarms of equal builds and
 * what is found of a slowed one: {@code Resample GATE.json RESAMPLES PAIRS}. Exits 1 where the
 * promises are not kept: alarms in at most 1.5 % of gates, and a slow-down by 5 % found in 90 %.
 */
final class Resample {
  private static final double PLANTED = 0.05;
  private static final double FALSE_ALARMS = 0.015; // at most, of gates of equal builds
  private static final double FOUND = 0.9; // at least, of gates of a build that is slower by 5 %

  private final List<BuildTimePair> equal;
  private final int resamples;
  private final int count;

  private Resample(List<BuildTimePair> equal, int resamples, int count) {
    this.equal = equal;
    this.resamples = resamples;
    this.count = count;
  }

  public static void main(String[] arguments) throws Exception {
    JsonNode time =
        new ObjectMapper().readTree(Files.readString(Path.of(arguments[0]))).get("time");
    List<BuildTimePair> equal = pairs(time.get("equal_pairs"));
    List<BuildTimePair> slowed = pairs(time.get("trials").get(0).get("pairs"));
    Resample resample =
        new Resample(equal, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    describe("equal builds", equal);
    describe("the slowed build", slowed);
    boolean quiet = resample.falseAlarms() <= FALSE_ALARMS;
    resample.found("as measured", slowed);
    double found = resample.found("set to exactly 5 %", exactly(slowed));
    System.exit(quiet && found >= FOUND ? 0 : 1);
  }

  private static void describe(String what, List<BuildTimePair> pairs) {
    GateTimeVerdict all = judge(pairs, List.of()).verdicts().getFirst();
    print(
        "%d pairs of %s: %+.2f %% (98 %%: %+.2f to %+.2f)%n",
        pairs.size(), what, 100 * all.estimate(), 100 * all.low(), 100 * all.high());
  }

  /** Of gates of equal builds: by p alone, whatever the estimate. */
  private double falseAlarms() {
    SplitMix64 random = new SplitMix64(1);
    int alarms = 0;
    int significant = 0;
    for (int i = 0; i < resamples; i++) {
      GateTimeVerdict same = judge(drawn(equal, random), List.of()).verdicts().getFirst();
      significant += same.pWorse() <= HolmProcedure.DEFAULT_ALPHA ? 1 : 0;
      alarms += same.kind() == GateTimeVerdict.Kind.WORSE ? 1 : 0;
    }
    print(
        "%d gates of %d pairs of equal builds: false alarms %d; p alone %d = %.2f %%%n",
        resamples, count, alarms, significant, 100.0 * significant / resamples);
    return (double) significant / resamples;
  }

  private double found(String what, List<BuildTimePair> slowed) {
    SplitMix64 random = new SplitMix64(2);
    int found = 0;
    int refused = 0;
    double[] detectable = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      GateTimeReport slower = judge(drawn(slowed, random), drawn(equal, random));
      found += slower.has(GateTimeVerdict.Kind.WORSE) ? 1 : 0;
      refused += slower.refusal().isPresent() ? 1 : 0;
      detectable[i] = slower.verdicts().getFirst().detectable();
    }
    Arrays.sort(detectable);
    print(
        "slow-down %s: found %d = %.1f %%; refused as too noisy %d = %.1f %%; changes from %.1f %%"
            + " would be seen (median)%n",
        what,
        found,
        100.0 * found / resamples,
        refused,
        100.0 * refused / resamples,
        100 * detectable[resamples / 2]);
    return (double) found / resamples;
  }

  /** The pairs as they are, but for a factor that makes their estimate what was to be planted. */
  private static List<BuildTimePair> exactly(List<BuildTimePair> slowed) {
    double estimate = judge(slowed, List.of()).verdicts().getFirst().estimate();
    double factor = (1 + PLANTED) / (1 + estimate);
    return slowed.stream()
        .map(
            pair ->
                new BuildTimePair(
                    pair.before(),
                    new GateForkTime(pair.after().nanosPerOp() * factor, pair.after().wallPerCpu()),
                    pair.beforeFirst()))
        .toList();
  }

  private static void print(String words, Object... values) {
    System.out.print(String.format(Locale.ROOT, words, values));
  }

  private static GateTimeReport judge(List<BuildTimePair> pairs, List<BuildTimePair> equal) {
    return new GateTimeJudge(HolmProcedure.DEFAULT_ALPHA, 0.02)
        .judge(List.of(new GateTimeJudge.Measured("trial", pairs)), equal);
  }

  /** Without replacement: a gate never sees one pair twice. */
  private List<BuildTimePair> drawn(List<BuildTimePair> pairs, SplitMix64 random) {
    List<BuildTimePair> left = new ArrayList<>(pairs);
    List<BuildTimePair> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drawn.add(left.remove((int) random.below(left.size())));
    }
    return drawn;
  }

  private static List<BuildTimePair> pairs(JsonNode list) {
    List<BuildTimePair> pairs = new ArrayList<>();
    for (JsonNode pair : list) {
      pairs.add(
          new BuildTimePair(
              new GateForkTime(
                  pair.get("before_ns").doubleValue(),
                  pair.get("before_wall_per_cpu").doubleValue()),
              new GateForkTime(
                  pair.get("after_ns").doubleValue(), pair.get("after_wall_per_cpu").doubleValue()),
              pair.get("before_first").booleanValue()));
    }
    return pairs;
  }
}
