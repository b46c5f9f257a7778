// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.rmalloc.allocator.AllocatorProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Holds the requests that a gate names against an independent replay of both builds, op by op:
 * {@code StepByStep exact|trail GATE.json OLD NEW FOLDER}. OLD and NEW are folders of classes,
 * FOLDER has lock traces, {@code TRACE.ops}. Prints what is worse, and in which trials; exits 1
 * when the gate names another request than the first at which a figure is worse here.
 *
 * <p>{@code exact}: the gate had the old build at hand. {@code trail}: it had its baseline alone,
 * and may name an interval.
 */
final class StepByStep {
  private final boolean exact;
  private final Path folder;
  private final Map<String, AllocatorProvider> old;
  private final Map<String, AllocatorProvider> now;
  private final Map<String, Integer> worse = new TreeMap<>(); // trials, by figure
  private final List<String> faults = new ArrayList<>();
  private int places;

  private StepByStep(String[] arguments) throws IOException {
    exact = arguments[0].equals("exact");
    old = build(arguments[2]);
    now = build(arguments[3]);
    folder = Path.of(arguments[4]);
  }

  public static void main(String[] arguments) throws IOException {
    StepByStep steps = new StepByStep(arguments);
    new ObjectMapper()
        .readTree(Files.readString(Path.of(arguments[1])))
        .get("trials")
        .forEach(steps::trial);
    System.out.println(steps.places + " requests named; trials worse: " + steps.worse);
    steps.faults.forEach(System.out::println);
    System.exit(steps.faults.isEmpty() && steps.places > 0 ? 0 : 1);
  }

  /** The allocators of a build, by name. */
  private static Map<String, AllocatorProvider> build(String classes) throws IOException {
    Map<String, AllocatorProvider> byName = new HashMap<>();
    ServiceLoader.load(AllocatorProvider.class, new BuildLoader(classes))
        .forEach(provider -> byName.put(provider.name(), provider));
    return byName;
  }

  private void trial(JsonNode trial) {
    List<JsonNode> figures = new ArrayList<>();
    for (JsonNode figure : trial.get("figures")) {
      if (figure.get("verdict").stringValue().equals("worse")) {
        figures.add(figure);
      }
    }
    if (figures.isEmpty()) {
      return;
    }
    String name = trial.get("trial").stringValue();
    BothBuilds both = replayed(name);
    for (JsonNode figure : figures) {
      worse.merge(figure.get("figure").stringValue(), 1, Integer::sum);
      figure(name, figure, both);
    }
    JsonNode part = trial.get("placements_part");
    if (exact && both.placementsPart() != (part.isNull() ? -1 : request(part))) {
      faults.add("%s: placements part at %d: %s".formatted(name, both.placementsPart(), part));
    }
  }

  private BothBuilds replayed(String trial) {
    String[] words = trial.split(" · ");
    try {
      Ops ops = Ops.read(folder.resolve(words[1] + ".ops"));
      return new BothBuilds(ops, old.get(words[0]), now.get(words[0]));
    } catch (IOException e) {
      throw new IllegalStateException(trial, e);
    }
  }

  private void figure(String trial, JsonNode figure, BothBuilds both) {
    String key = figure.get("figure").stringValue();
    String what = trial + ": " + key;
    JsonNode place = figure.get("places").isEmpty() ? null : figure.get("places").get(0);
    switch (key) {
      case "finished", "stopped_at" -> at(what, both.stops(), place);
      case "min_heap", "min_heap_lucky" ->
          at(what, both.stopsIn(figure.get("before").longValue()), place);
      default -> {
        same(what, both.before(key), figure.get("before"));
        same(what, both.after(key), figure.get("after"));
        if (exact) {
          at(what, both.firstWorse(key), place);
        } else if (place != null) {
          byTrail(what, key, figure, place, both);
        }
      }
    }
  }

  private void byTrail(String what, String key, JsonNode figure, JsonNode place, BothBuilds both) {
    if (place.get("role").stringValue().equals("passes")) {
      at(what, both.firstAbove(key, figure.get("before").longValue()), place);
      return;
    }
    places++;
    int first = both.firstWorse(key);
    boolean early = key.equals("footprint") && first < place.get("from_op_index").intValue();
    if (early || first > request(place)) { // a cost may be worse for a while before
      faults.add("%s is worse at %d: %s".formatted(what, first, place));
    }
  }

  private void at(String what, int request, JsonNode place) {
    places++;
    if (place == null
        || request(place) != request
        || place.get("from_op_index").intValue() != request) {
      faults.add("%s is worse at %d: %s".formatted(what, request, place));
    }
  }

  private void same(String what, long value, JsonNode expected) {
    if (value != expected.longValue()) {
      faults.add("%s is %d: %s".formatted(what, value, expected));
    }
  }

  private static int request(JsonNode place) {
    return place.get("op_index").intValue();
  }
}
