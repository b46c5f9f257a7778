// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.experiment.yaml.FilePosition;
import org.rmalloc.experiment.yaml.YamlElement;
import org.rmalloc.experiment.yaml.YamlElement.Entry;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.synth.SizeDistribution;
import org.rmalloc.trace.synth.SteadyStateProgram;
import org.rmalloc.trace.synth.SyntheticTrace;

/**
 * The traces of an experiment: names of files and globs, maps with {@code file} for one that needs
 * to be read in a way of its own, maps with {@code synth} whose lists multiply, maps with {@code
 * record} for a program that is recorded.
 */
final class TraceListYamlReader {
  private static final String EXPECTED =
      "a file, a glob, {file: FILE, dialect: …}, {synth: {ops: N, live: N, sizes: LAW, seed: S}}"
          + " or {record: [PROGRAM, ARGUMENT, …]}";
  private static final List<String> FILE_KEYS = List.of("file", "name", "dialect", "lenient");
  private static final List<String> STEADY_KEYS = List.of("ops", "live", "sizes", "seed");
  private static final List<String> PATTERN_KEYS = List.of("pattern", "seed");

  private final Path folder;
  private final List<TraceSource> traces = new ArrayList<>();
  private final Map<String, TraceSource> byName = new HashMap<>();
  private final Set<Path> files = new HashSet<>();

  private TraceListYamlReader(Path folder) {
    this.folder = folder;
  }

  /**
   * Those of a list, in its order; a file that a name and a glob stand for is taken once.
   *
   * @param folder that relative names of files start from
   */
  static List<TraceSource> read(YamlElement list, Path folder) throws IOException {
    TraceListYamlReader traces = new TraceListYamlReader(folder);
    for (YamlElement item : list.items("traces: " + EXPECTED)) {
      traces.add(item);
    }
    return traces.traces;
  }

  private void add(YamlElement item) throws IOException {
    if (!item.isMap()) {
      addFiles(item.text(EXPECTED), item.position(), ReadOptions.DEFAULT, Optional.empty());
    } else if (item.entries(EXPECTED).containsKey("synth")) {
      addSynthetic(KnownKeyMap.of(item, EXPECTED, List.of("synth", "name")));
    } else if (item.entries(EXPECTED).containsKey("record")) {
      add(ProgramToRecordYamlReader.read(item, folder), item.position());
    } else {
      addFile(KnownKeyMap.of(item, EXPECTED, FILE_KEYS));
    }
  }

  private void addFile(KnownKeyMap keys) throws IOException {
    YamlElement file = keys.required("file");
    ReadOptions options = ReadOptions.DEFAULT;
    Optional<YamlElement> dialect = keys.get("dialect");
    if (dialect.isPresent()) {
      options =
          options.withDialect(
              KeywordYamlReader.one(dialect.get(), Dialect.values(), Dialect::label));
    }
    Optional<YamlElement> lenient = keys.get("lenient");
    if (lenient.isPresent()) {
      options = options.withLenient(KeywordYamlReader.flag(lenient.get()));
    }
    addFiles(
        file.text("a file"),
        file.position(),
        options,
        keys.get("name").map(name -> name.text("a name")));
  }

  private void addFiles(
      String text, FilePosition position, ReadOptions options, Optional<String> name)
      throws IOException {
    List<Path> found = TraceFileFinder.of(text, position, folder);
    if (name.isPresent() && found.size() > 1) {
      throw position.problem(
          "one name for the %d files that '%s' matches".formatted(found.size(), text),
          "a glob that matches one file, or no name");
    }
    for (Path file : found) {
      if (files.add(file.toRealPath())) {
        add(new TraceSource.Recorded(name.orElse(nameOf(file)), file, options), position);
      }
    }
  }

  private static String nameOf(Path file) {
    return file.getFileName()
        .toString()
        .replaceFirst("(\\.(memtrace|hrec|ops|lockops))?(\\.(gz|zst))?$", "");
  }

  private void addSynthetic(KnownKeyMap keys) {
    YamlElement synth = keys.required("synth");
    boolean pattern = synth.entries(EXPECTED).containsKey("pattern");
    KnownKeyMap parameters = KnownKeyMap.of(synth, EXPECTED, pattern ? PATTERN_KEYS : STEADY_KEYS);
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> entry : parameters.entries().entrySet()) {
      lists.put(entry.getKey(), parameter(entry.getKey(), entry.getValue().value()));
    }
    lists.putIfAbsent("seed", List.of("1"));
    (pattern ? PATTERN_KEYS : STEADY_KEYS).forEach(key -> requireOne(lists, parameters, key));
    for (Map<String, String> choice : CartesianProduct.of(lists)) {
      addProgram(choice, synth.position(), keys.get("name"));
    }
  }

  private static void requireOne(
      Map<String, List<String>> lists, KnownKeyMap parameters, String key) {
    if (!lists.containsKey(key)) {
      parameters.required(key);
    }
  }

  private static List<String> parameter(String key, YamlElement value) {
    return switch (key) {
      case "sizes" -> laws(value);
      case "pattern" ->
          value.items("a pattern").stream().map(one -> one.text("a pattern")).toList();
      default ->
          ValueListYamlReader.of(value, "a whole number, 0 or more", KeywordYamlReader::number)
              .stream()
              .map(String::valueOf)
              .toList();
    };
  }

  private static List<String> laws(YamlElement value) {
    List<String> laws = new ArrayList<>();
    for (YamlElement item :
        value.items("a distribution of sizes, such as lognormal(median 64, 16..4096)")) {
      String text = item.text("a distribution of sizes, such as lognormal(median 64, 16..4096)");
      try {
        laws.add(SizeDistribution.parse(text).label());
      } catch (IllegalArgumentException | UsageException e) {
        throw item.position().problem("'%s'".formatted(text), "a law of sizes; " + e.getMessage());
      }
    }
    return laws;
  }

  private void addProgram(
      Map<String, String> choice, FilePosition position, Optional<YamlElement> name) {
    SyntheticTrace program = program(choice, position);
    String label =
        name.map(one -> ContenderLabelTemplate.filled(one.text("a name"), one.position(), choice))
            .orElse(program.label());
    add(new TraceSource.Synthetic(label, program), position);
  }

  private static SyntheticTrace program(Map<String, String> choice, FilePosition position) {
    try {
      long seed = Long.parseLong(choice.get("seed"));
      return choice.containsKey("pattern")
          ? SyntheticTrace.parse(choice.get("pattern"), seed)
          : new SteadyStateProgram(
              Long.parseLong(choice.get("ops")),
              Math.toIntExact(Math.min(Long.parseLong(choice.get("live")), Integer.MAX_VALUE)),
              SizeDistribution.parse(choice.get("sizes")),
              seed);
    } catch (IllegalArgumentException e) {
      throw position.problem(e.getMessage());
    }
  }

  private void add(TraceSource trace, FilePosition position) {
    if (byName.put(trace.name(), trace) != null) {
      throw position.problem(
          "two traces called '%s'".formatted(trace.name()),
          "a name for one, such as {file: …, name: …}");
    }
    traces.add(trace);
  }
}
