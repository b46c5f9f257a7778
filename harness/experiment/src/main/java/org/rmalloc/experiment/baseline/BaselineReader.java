// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.baseline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.rmalloc.experiment.matrix.GateMetric;
import org.rmalloc.experiment.yaml.FilePosition;
import org.rmalloc.experiment.yaml.YamlElement;
import org.rmalloc.experiment.yaml.YamlElement.Entry;
import org.rmalloc.experiment.yaml.YamlReader;
import org.rmalloc.trace.UsageException;

/**
 * Reads a baseline. What is wrong with it is refused with one line: file, line, column, what was
 * found and what was expected. Figures may be edited by hand.
 */
public final class BaselineReader {
  private static final Pattern CONFLICT = Pattern.compile("(<{7}|={7}|>{7}|\\|{7})( .*)?");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
  private static final List<String> FILE_KEYS = List.of("schema", "measuring", "rows", "trials");
  private static final List<String> TEXT_KEYS =
      List.of("trial", "trace_sha256", "replay_sha256", "contender", "trail");

  private BaselineReader() {}

  /**
   * Reads a file.
   *
   * @throws UsageException when it is no baseline, or of another schema
   */
  public static Baseline.Located read(Path file) throws IOException {
    try {
      return parse(file.toString(), text(file));
    } catch (NoSuchFileException e) {
      throw new UsageException(
          file + ": found no baseline; expected one, which 'gate … --update' writes", e);
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UsageException(file + ": found a directory, expected a baseline");
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new UsageException(file + ": found bytes that are not UTF-8, expected a baseline", e);
    }
  }

  /** Reads a text; {@code name} is for messages. */
  static Baseline.Located parse(String name, String text) {
    refuseConflicts(name, text);
    if (text.isBlank()) {
      throw new FilePosition(name, 1, 1).problem("an empty file", "a baseline");
    }
    YamlElement document = YamlReader.parse(name, text);
    Map<String, Entry> keys = keys(document, FILE_KEYS, FILE_KEYS);
    YamlElement schema = keys.get("schema").value();
    if (!schema.text("a schema").equals(Baseline.SCHEMA)) {
      throw schema.unexpected("'" + Baseline.SCHEMA + "'");
    }
    return new BaselineReader().located(keys);
  }

  /** Of a merge that was not finished; YAML would say something else of it. */
  private static void refuseConflicts(String name, String text) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (CONFLICT.matcher(lines.get(i)).matches()) {
        throw new FilePosition(name, i + 1, 1)
            .problem(
                "a conflict marker of a merge",
                "a baseline; keep one side, or write it anew with 'gate … --update'");
      }
    }
  }

  private Baseline.Located located(Map<String, Entry> keys) {
    SortedMap<String, BaselineEntry> trials = new TreeMap<>();
    Map<String, Map<String, Integer>> lines = new HashMap<>();
    for (YamlElement element : trials(keys.get("trials").value())) {
      BaselineEntry trial = trial(element);
      if (trials.put(trial.name(), trial) != null) {
        throw element
            .position()
            .problem("trial '%s' a second time".formatted(trial.name()), "each trial once");
      }
      lines.put(trial.name(), linesOf(element));
    }
    long measuring = number(keys.get("measuring").value(), "a version").orElseThrow();
    String rows = keys.get("rows").value().text("all, or how many");
    return new Baseline.Located(new Baseline(Math.toIntExact(measuring), rows, trials), lines);
  }

  private static List<YamlElement> trials(YamlElement list) {
    if (!list.isList()) {
      throw list.unexpected("a list of trials");
    }
    return list.items("one trial or more");
  }

  private static Map<String, Integer> linesOf(YamlElement trial) {
    Map<String, Integer> lines = new HashMap<>();
    trial.entries("a trial").forEach((key, entry) -> lines.put(key, entry.key().position().line()));
    return lines;
  }

  private BaselineEntry trial(YamlElement element) {
    List<String> known = new ArrayList<>(TEXT_KEYS);
    known.addAll(List.of("finished", "stopped_at"));
    known.addAll(GateMetric.keys());
    List<String> required = new ArrayList<>(TEXT_KEYS);
    required.add("finished");
    Map<String, Entry> keys = keys(element, known, required);
    return new BaselineEntry(
        keys.get("trial").value().text("a trial's name"),
        sha256(keys.get("trace_sha256").value()),
        sha256(keys.get("replay_sha256").value()),
        keys.get("contender").value().text("a contender"),
        figures(keys),
        trail(keys.get("trail").value()));
  }

  private static DeterministicTrialFigures figures(Map<String, Entry> keys) {
    Map<GateMetric, OptionalLong> values = new EnumMap<>(GateMetric.class);
    for (GateMetric figure : GateMetric.values()) {
      Entry entry = keys.get(figure.key());
      if (entry != null) {
        values.put(figure, number(entry.value(), figure.key() + ": a whole number, or null"));
      }
    }
    YamlElement finished = keys.get("finished").value();
    String word = finished.text("true or false");
    if (!word.equals("true") && !word.equals("false")) {
      throw finished.unexpected("true or false");
    }
    return new DeterministicTrialFigures(word.equals("true"), stoppedAt(keys), values);
  }

  private static OptionalLong stoppedAt(Map<String, Entry> keys) {
    return keys.containsKey("stopped_at")
        ? number(keys.get("stopped_at").value(), "stopped_at: an op index, or null")
        : OptionalLong.empty();
  }

  private static OptionalLong number(YamlElement value, String expected) {
    String text = value.text(expected);
    if (text.equals("null")) {
      return OptionalLong.empty();
    }
    if (!WHOLE.matcher(text).matches()) {
      throw value.unexpected(expected);
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  private static String sha256(YamlElement value) {
    String text = value.text("a SHA-256");
    if (!SHA256.matcher(text).matches()) {
      throw value.unexpected("64 hexadecimal digits in lower case");
    }
    return text;
  }

  private static FootprintAndCostTrail trail(YamlElement value) {
    try {
      return FootprintAndCostTrail.parse(value.text("a trail"));
    } catch (IllegalArgumentException e) {
      throw value.position().problem(e.getMessage());
    }
  }

  private static Map<String, Entry> keys(
      YamlElement map, List<String> known, List<String> required) {
    Map<String, Entry> entries = map.entries("a map with " + String.join(", ", required));
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw entry.getValue().key().position().unknown("key", entry.getKey(), known);
      }
    }
    for (String key : required) {
      if (!entries.containsKey(key)) {
        throw map.position()
            .problem("a map without the key '%s'".formatted(key), "%s: …".formatted(key));
      }
    }
    return entries;
  }
}
