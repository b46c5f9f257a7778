// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rmalloc.experiment.gate.time.ForkTime;
import org.rmalloc.experiment.gate.time.PairTest;
import org.rmalloc.experiment.gate.time.TimeJudge;
import org.rmalloc.experiment.gate.time.TimePair;
import org.rmalloc.experiment.gate.time.TimeReport;
import org.rmalloc.experiment.gate.time.TimeVerdict;
import org.rmalloc.trace.random.SplitMix64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Draws gates from the pairs that a gate's JSON holds, and counts the alarms of equal builds and
 * what is found of a slowed one: {@code Resample GATE.json RESAMPLES PAIRS}.
 */
final class Resample {
  private Resample() {}

  public static void main(String[] arguments) throws Exception {
    JsonNode time =
        new ObjectMapper().readTree(Files.readString(Path.of(arguments[0]))).get("time");
    List<TimePair> equal = pairs(time.get("equal_pairs"));
    List<TimePair> slowed = pairs(time.get("trials").get(0).get("pairs"));
    int resamples = Integer.parseInt(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    SplitMix64 random = new SplitMix64(1);
    int significant = 0;
    int alarms = 0;
    int found = 0;
    int refused = 0;
    for (int i = 0; i < resamples; i++) {
      TimeVerdict same = judge(drawn(equal, count, random), List.of()).verdicts().getFirst();
      significant += same.pWorse() <= PairTest.DEFAULT_ALPHA ? 1 : 0;
      alarms += same.kind() == TimeVerdict.Kind.WORSE ? 1 : 0;
      TimeReport slower = judge(drawn(slowed, count, random), drawn(equal, count, random));
      found += slower.verdicts().getFirst().kind() == TimeVerdict.Kind.WORSE ? 1 : 0;
      refused += slower.refusal().isPresent() ? 1 : 0;
    }
    TimeVerdict all = judge(slowed, List.of()).verdicts().getFirst();
    TimeVerdict allEqual = judge(equal, List.of()).verdicts().getFirst();
    System.out.printf(
        Locale.ROOT,
        "%d pairs of equal builds (differ by %+.2f %%), %d of a slowed one (by %+.2f %%, 98 %%:"
            + " %+.2f to %+.2f); %d gates of %d pairs drawn:%nfalse alarms %d (p alone, whatever"
            + " the estimate: %d) = %.2f %%%nslow-down found %d = %.1f %%; refused as too noisy %d"
            + " = %.1f %%%n",
        equal.size(),
        100 * allEqual.estimate(),
        slowed.size(),
        100 * all.estimate(),
        100 * all.low(),
        100 * all.high(),
        resamples,
        count,
        alarms,
        significant,
        100.0 * alarms / resamples,
        found,
        100.0 * found / resamples,
        refused,
        100.0 * refused / resamples);
  }

  private static TimeReport judge(List<TimePair> pairs, List<TimePair> equal) {
    return new TimeJudge(PairTest.DEFAULT_ALPHA, 0.02)
        .judge(List.of(new TimeJudge.Measured("trial", pairs)), equal);
  }

  /** Without replacement: a gate never sees one pair twice. */
  private static List<TimePair> drawn(List<TimePair> pairs, int count, SplitMix64 random) {
    List<TimePair> left = new ArrayList<>(pairs);
    List<TimePair> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drawn.add(left.remove((int) random.below(left.size())));
    }
    return drawn;
  }

  private static List<TimePair> pairs(JsonNode list) {
    List<TimePair> pairs = new ArrayList<>();
    for (JsonNode pair : list) {
      pairs.add(
          new TimePair(
              new ForkTime(
                  pair.get("before_ns").doubleValue(),
                  pair.get("before_wall_per_cpu").doubleValue()),
              new ForkTime(
                  pair.get("after_ns").doubleValue(), pair.get("after_wall_per_cpu").doubleValue()),
              pair.get("before_first").booleanValue()));
    }
    return pairs;
  }
}
