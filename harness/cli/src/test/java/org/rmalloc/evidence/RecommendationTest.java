// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.cli.Execution;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The first sentence, recomputed from the results: of the committed recordings and of six synthetic
 * traces. Without times, so that the figures are the same everywhere; {@code
 * TradeOffRecommenderTest} draws others.
 */
final class RecommendationTest {
  private static final double TOLERANCE = 0.02;
  private static final Pattern FIRST =
      Pattern.compile("Recommended: (.+?), (?:which|the only one) .*\\.");

  private static final List<List<String>> SYNTHETIC =
      List.of(
          List.of("--ops", "1000", "--live", "70", "--sizes", "uniform(8..400)"),
          List.of("--ops", "1000", "--live", "100", "--sizes", "lognormal(median 64, 16..4096)"),
          List.of("--ops", "600", "--live", "20", "--sizes", "uniform(1000..60000)"),
          List.of("--ops", "2000", "--live", "100", "--sizes", "uniform(64..64)"),
          List.of("--ops", "50", "--live", "2", "--sizes", "uniform(8..16)"),
          List.of("--ops", "1200", "--live", "180", "--sizes", "lognormal(median 30, 1..300)"));

  /** What may be chosen. */
  private record Rival(double footprint, double cost) {
    boolean isBetterThan(Rival other) {
      return footprint < other.footprint * (1 - TOLERANCE) && cost < other.cost * (1 - TOLERANCE);
    }
  }

  @TempDir private Path folder;

  @Test
  void noOtherIsBetterInBothOnTheCommittedRecordings() throws IOException {
    for (Path recording : CommittedRecordings.all()) {
      recomputed(recording, "--locks", "none"); // coarser, and a tenth of the time
    }
  }

  @Test
  void noOtherIsBetterInBothOnSyntheticTraces() throws IOException {
    for (int i = 0; i < SYNTHETIC.size(); i++) {
      Path trace = folder.resolve("synth-%d.ops".formatted(i));
      List<String> arguments = new ArrayList<>(List.of("synth", "--seed", "7"));
      arguments.addAll(SYNTHETIC.get(i));
      arguments.addAll(List.of("-o", trace.toString()));
      assertEquals(0, Execution.of(arguments).status(), arguments::toString);
      recomputed(trace);
    }
  }

  private void recomputed(Path trace, String... options) throws IOException {
    Path results = folder.resolve(trace.getFileName() + ".d");
    List<String> arguments = new ArrayList<>(List.of("run", trace.toString(), "--no-timing"));
    arguments.addAll(
        List.of("--no-min-heap", "--quiet", "--frontier", "never", "-o", results.toString()));
    arguments.addAll(List.of(options));
    assertEquals(0, Execution.of(arguments).status(), arguments::toString);
    List<String> compare = new ArrayList<>(List.of("compare"));
    try (Stream<Path> files = Files.list(results)) {
      files.filter(file -> file.toString().endsWith(".json")).forEach(f -> compare.add("" + f));
    }
    Map<String, Rival> rivals = rivals(compare.subList(1, compare.size()));
    String text = Execution.of(compare).out().lines().limit(4).reduce("", (a, b) -> a + " " + b);
    Matcher first = FIRST.matcher(text.replaceAll(" +", " ").strip());
    assertTrue(first.lookingAt(), text);
    for (String label : first.group(1).split(", | or ", -1)) {
      Rival chosen = rivals.get(label);
      assertTrue(chosen != null, text);
      rivals.forEach((other, rival) -> assertTrue(!rival.isBetterThan(chosen), other + text));
    }
  }

  /** From the files alone, not through the code that recommends. */
  private static Map<String, Rival> rivals(List<String> files) throws IOException {
    Map<String, Rival> rivals = new TreeMap<>();
    for (String file : files) {
      JsonNode result = new ObjectMapper().readTree(Files.readString(Path.of(file)));
      JsonNode summary = result.get("summary");
      boolean finished = summary.get("outcome").stringValue().equals("finished");
      boolean bound = result.get("capabilities").toString().contains("lower-bound");
      if (finished && !bound) {
        rivals.put(
            result.get("label").stringValue(),
            new Rival(
                summary.get("peaks").get("footprint").doubleValue(),
                summary.get("cost").get("requests").doubleValue()));
      }
    }
    return rivals;
  }
}
