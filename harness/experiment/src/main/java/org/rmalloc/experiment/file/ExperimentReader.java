// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rmalloc.experiment.matrix.CombinationFilter;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.experiment.matrix.TrialCombination;
import org.rmalloc.experiment.yaml.YamlElement;
import org.rmalloc.experiment.yaml.YamlReader;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.NativeLibraryCatalog;
import org.rmalloc.replay.contender.NativeLibraryOptionValues;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.trace.UsageException;

/**
 * Reads an experiment file, YAML or JSON. What is wrong in it is refused with one line: file, line,
 * column, what was found and what was expected.
 */
public final class ExperimentReader {
  /** The value of the key {@code schema}. */
  public static final String SCHEMA = "rmalloc-experiment 1";

  private static final int MAX_COMBINATIONS = 10_000_000;

  private final Path file;
  private final Allocators allocators;
  private final NativeLibraryCatalog natives;

  private ExperimentReader(Path file, Allocators allocators, NativeLibraryCatalog natives) {
    this.file = file;
    this.allocators = allocators;
    this.natives = natives;
  }

  /**
   * Reads a file.
   *
   * @param allocators that may compete
   * @throws UsageException when it is no experiment, names a file that is not there, or an
   *     allocator or an option that does not exist
   */
  public static Experiment read(Path file, Allocators allocators) throws IOException {
    return read(file, allocators, NativeLibraryCatalog.NONE);
  }

  /** The same where malloc libraries may compete as well. */
  public static Experiment read(Path file, Allocators allocators, NativeLibraryCatalog natives)
      throws IOException {
    return new ExperimentReader(file, allocators, natives).of(YamlReader.read(file));
  }

  private Experiment of(YamlElement document) throws IOException {
    KnownKeyMap keys =
        KnownKeyMap.of(document, "an experiment: a map with traces and contenders", keys());
    checkSchema(keys.required("schema"));
    List<TraceSource> traces =
        TraceListYamlReader.read(keys.required("traces"), file.toAbsolutePath().getParent());
    List<Contender> contenders =
        ContenderListYamlReader.read(
            keys.required("contenders"), allocators, natives, threads(keys));
    refuseThreadsWithoutLibraries(keys, contenders);
    List<TrialCombination> all =
        product(document, traces, contenders, SettingListYamlReader.read(keys));
    CombinationFilterReader matches = new CombinationFilterReader(all);
    List<TrialCombination> kept = kept(document, all, keys, matches);
    return new Experiment(
        file,
        traces,
        contenders,
        kept,
        MeasureListYamlReader.of(keys.entries()),
        keys.get("tolerance")
            .map(list -> ToleranceListYamlReader.read(list, new CombinationFilterReader(kept)))
            .orElse(List.of()));
  }

  private static List<String> threads(KnownKeyMap keys) {
    List<String> all = List.of(NativeLibraryOptionValues.ONE, NativeLibraryOptionValues.RECORDED);
    return keys.get(NativeLibraryOptionValues.THREADS)
        .map(
            list ->
                ValueListYamlReader.of(
                    list,
                    "'one' or 'recorded'",
                    all,
                    text ->
                        KeywordYamlReader.named(text, all.toArray(String[]::new), word -> word)))
        .orElse(List.of());
  }

  private static void refuseThreadsWithoutLibraries(KnownKeyMap keys, List<Contender> contenders) {
    boolean has = contenders.stream().anyMatch(one -> one.kind() == Contender.Kind.NATIVE);
    keys.get(NativeLibraryOptionValues.THREADS)
        .filter(_ -> !has)
        .ifPresent(
            list -> {
              throw list.position()
                  .problem(
                      "threads",
                      "a malloc library among the contenders, since only libraries run on threads");
            });
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>(List.of("schema", "traces", "contenders"));
    keys.addAll(SettingListYamlReader.KEYS);
    keys.addAll(
        List.of(NativeLibraryOptionValues.THREADS, "measure", "include", "exclude", "tolerance"));
    return keys;
  }

  private static void checkSchema(YamlElement schema) {
    if (!schema.text(SCHEMA).equals(SCHEMA)) {
      throw schema.unexpected("'" + SCHEMA + "'");
    }
  }

  private static List<TrialCombination> product(
      YamlElement document,
      List<TraceSource> traces,
      List<Contender> contenders,
      List<TrialSetting> settings) {
    long count = (long) traces.size() * contenders.size() * settings.size();
    if (count > MAX_COMBINATIONS) {
      throw document
          .position()
          .problem("%d combinations".formatted(count), "up to %d".formatted(MAX_COMBINATIONS));
    }
    List<TrialCombination> all = new ArrayList<>();
    for (TraceSource trace : traces) {
      for (Contender contender : contenders) {
        settings.forEach(setting -> all.add(new TrialCombination(trace, contender, setting)));
      }
    }
    return all;
  }

  private static List<TrialCombination> kept(
      YamlElement document,
      List<TrialCombination> all,
      KnownKeyMap keys,
      CombinationFilterReader matches) {
    Optional<List<CombinationFilter>> include = keys.get("include").map(matches::readAll);
    List<CombinationFilter> exclude = keys.get("exclude").map(matches::readAll).orElse(List.of());
    List<TrialCombination> kept =
        all.stream()
            .filter(one -> include.isEmpty() || matchesOneOf(include.get(), one))
            .filter(one -> !matchesOneOf(exclude, one))
            .toList();
    if (kept.isEmpty()) {
      throw keys.get("exclude")
          .or(() -> keys.get("include"))
          .orElse(document)
          .position()
          .problem("%d of %1$d combinations excluded".formatted(all.size()), "one or more left");
    }
    return kept;
  }

  private static boolean matchesOneOf(
      List<CombinationFilter> matches, TrialCombination combination) {
    return matches.stream().anyMatch(match -> match.matches(combination));
  }
}
