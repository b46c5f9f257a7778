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
import org.rmalloc.experiment.yaml.Element;
import org.rmalloc.experiment.yaml.Element.Entry;
import org.rmalloc.experiment.yaml.Position;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.synth.SizeLaw;
import org.rmalloc.trace.synth.SteadyState;
import org.rmalloc.trace.synth.SyntheticTrace;

/**
 * The traces of an experiment: names of files and globs, maps with {@code file} for one that needs
 * to be read in a way of its own, maps with {@code synth} whose lists multiply.
 */
final class TraceList {
  private static final String EXPECTED =
      "a file, a glob, {file: FILE, dialect: …} or {synth: {ops: N, live: N, sizes: LAW, seed: S}}";
  private static final List<String> FILE_KEYS = List.of("file", "name", "dialect", "lenient");
  private static final List<String> STEADY_KEYS = List.of("ops", "live", "sizes", "seed");
  private static final List<String> PATTERN_KEYS = List.of("pattern", "seed");

  private final Path folder;
  private final List<TraceSource> traces = new ArrayList<>();
  private final Map<String, TraceSource> byName = new HashMap<>();
  private final Set<Path> files = new HashSet<>();

  private TraceList(Path folder) {
    this.folder = folder;
  }

  /**
   * Those of a list, in its order; a file that a name and a glob stand for is taken once.
   *
   * @param folder that relative names of files start from
   */
  static List<TraceSource> read(Element list, Path folder) throws IOException {
    TraceList traces = new TraceList(folder);
    for (Element item : list.items("traces: " + EXPECTED)) {
      traces.add(item);
    }
    return traces.traces;
  }

  private void add(Element item) throws IOException {
    if (!item.isMap()) {
      addFiles(item.text(EXPECTED), item.position(), ReadOptions.DEFAULT, Optional.empty());
    } else if (item.entries(EXPECTED).containsKey("synth")) {
      addSynthetic(Keys.of(item, EXPECTED, List.of("synth", "name")));
    } else {
      addFile(Keys.of(item, EXPECTED, FILE_KEYS));
    }
  }

  private void addFile(Keys keys) throws IOException {
    Element file = keys.required("file");
    ReadOptions options = ReadOptions.DEFAULT;
    Optional<Element> dialect = keys.get("dialect");
    if (dialect.isPresent()) {
      options = options.withDialect(Words.one(dialect.get(), Dialect.values(), Dialect::label));
    }
    Optional<Element> lenient = keys.get("lenient");
    if (lenient.isPresent()) {
      options = options.withLenient(Words.flag(lenient.get()));
    }
    addFiles(
        file.text("a file"),
        file.position(),
        options,
        keys.get("name").map(name -> name.text("a name")));
  }

  private void addFiles(String text, Position position, ReadOptions options, Optional<String> name)
      throws IOException {
    List<Path> found = TraceFiles.of(text, position, folder);
    if (name.isPresent() && found.size() > 1) {
      throw position.problem(
          "one name for the %d files of '%s'".formatted(found.size(), text), "one file");
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

  private void addSynthetic(Keys keys) {
    Element synth = keys.required("synth");
    boolean pattern = synth.entries(EXPECTED).containsKey("pattern");
    Keys parameters = Keys.of(synth, EXPECTED, pattern ? PATTERN_KEYS : STEADY_KEYS);
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> entry : parameters.entries().entrySet()) {
      lists.put(entry.getKey(), parameter(entry.getKey(), entry.getValue().value()));
    }
    lists.putIfAbsent("seed", List.of("1"));
    (pattern ? PATTERN_KEYS : STEADY_KEYS).forEach(key -> requireOne(lists, parameters, key));
    for (Map<String, String> choice : Product.of(lists)) {
      addProgram(choice, synth.position(), keys.get("name"));
    }
  }

  private static void requireOne(Map<String, List<String>> lists, Keys parameters, String key) {
    if (!lists.containsKey(key)) {
      parameters.required(key);
    }
  }

  private static List<String> parameter(String key, Element value) {
    return switch (key) {
      case "sizes" -> laws(value);
      case "pattern" ->
          value.items("a pattern").stream().map(one -> one.text("a pattern")).toList();
      default ->
          Values.of(value, "a whole number, 0 or more", Words::number).stream()
              .map(String::valueOf)
              .toList();
    };
  }

  private static List<String> laws(Element value) {
    List<String> laws = new ArrayList<>();
    for (Element item : value.items("a law of sizes")) {
      String text = item.text("a law of sizes");
      try {
        laws.add(SizeLaw.parse(text).label());
      } catch (IllegalArgumentException | UsageException e) {
        throw item.position().problem("'%s'".formatted(text), "a law of sizes; " + e.getMessage());
      }
    }
    return laws;
  }

  private void addProgram(Map<String, String> choice, Position position, Optional<Element> name) {
    SyntheticTrace program = program(choice, position);
    String label =
        name.map(one -> Template.filled(one.text("a name"), one.position(), choice))
            .orElse(program.label());
    add(new TraceSource.Synthetic(label, program), position);
  }

  private static SyntheticTrace program(Map<String, String> choice, Position position) {
    try {
      long seed = Long.parseLong(choice.get("seed"));
      return choice.containsKey("pattern")
          ? SyntheticTrace.parse(choice.get("pattern"), seed)
          : new SteadyState(
              Long.parseLong(choice.get("ops")),
              Math.toIntExact(Math.min(Long.parseLong(choice.get("live")), Integer.MAX_VALUE)),
              SizeLaw.parse(choice.get("sizes")),
              seed);
    } catch (IllegalArgumentException e) {
      throw position.problem(e.getMessage());
    }
  }

  private void add(TraceSource trace, Position position) {
    if (byName.put(trace.name(), trace) != null) {
      throw position.problem(
          "two traces called '%s'".formatted(trace.name()), "a name for one: {file: …, name: …}");
    }
    traces.add(trace);
  }
}
