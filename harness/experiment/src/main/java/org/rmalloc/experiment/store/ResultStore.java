// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.AllocStatsReader;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.result.InvalidAllocStatsException;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.trial.Trial;
import org.rmalloc.trace.UsageException;

/**
 * A folder of results, {@code results/KEY-IMPLEMENTATION.json}, of manifests, {@code
 * NAME.trials.jsonl}, and of recordings. A result appears whole, by a rename, or not at all, and
 * nothing else says what is done: stores are merged by copying, and processes that share one may
 * race, for their results of one trial are equal. Thread-safe.
 */
public final class ResultStore {
  /** How the name of a folder begins that holds a recording while it is made. */
  public static final String RECORDING_DRAFT = ".recording-";

  private static final String RESULTS = "results";
  private static final Pattern NAME =
      Pattern.compile("[0-9a-f]{64}-([0-9a-f]{" + CodeDigests.DIGITS + "})\\.json");
  private static final String MANIFEST = ".trials.jsonl";

  private final Path folder;

  private ResultStore(Path folder) {
    this.folder = folder;
  }

  /**
   * The store in a folder, which is made if need be.
   *
   * @throws IOException when it cannot be written
   */
  public static ResultStore create(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UsageException(folder + ": found a file, expected a folder to keep results in");
    }
    Files.createDirectories(folder.resolve(RESULTS));
    return new ResultStore(folder);
  }

  /** The store in a folder, which is left as it is: nothing needs to be there. */
  public static ResultStore at(Path folder) {
    return new ResultStore(folder);
  }

  /**
   * A store that is there.
   *
   * @throws UsageException when the folder holds no manifest
   */
  public static ResultStore open(Path folder) throws IOException {
    ResultStore store = new ResultStore(folder);
    if (!isStore(folder)) {
      throw new UsageException(
          folder + ": found no store, expected a folder that 'rmalloc experiment' wrote");
    }
    return store;
  }

  /** Whether a folder holds a manifest. */
  public static boolean isStore(Path folder) throws IOException {
    return Files.isDirectory(folder) && !new ResultStore(folder).experiments().isEmpty();
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /** Where recordings of programs are kept; it need not be there. */
  public Path recordings() {
    return folder.resolve("recordings");
  }

  /** The names of the experiments whose manifests are there, in order. */
  public List<String> experiments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(MANIFEST) && !name.startsWith("."))
          .map(name -> name.substring(0, name.length() - MANIFEST.length()))
          .sorted()
          .toList();
    }
  }

  /** Where the manifest of an experiment is, or will be. */
  Path manifest(String experiment) {
    return folder.resolve(experiment + MANIFEST);
  }

  /** The name of the file of a trial's result. */
  public static String nameOf(Trial trial, String implementation) {
    return trial.key() + "-" + implementation + ".json";
  }

  /** Where the result of that name is, or will be. */
  public Path file(String name) {
    return folder.resolve(RESULTS).resolve(name);
  }

  /** Starts the result of that name. */
  public AllocStatsWriter write(String name, AllocStatsHeader header) throws IOException {
    return AllocStatsWriter.create(file(name), header);
  }

  /** The header of a result; empty when there is none, or it is damaged. */
  public Optional<AllocStatsHeader> header(String name) throws IOException {
    try (AllocStatsReader reader = AllocStatsReader.open(name, Files.newInputStream(file(name)))) {
      return Optional.of(reader.header());
    } catch (NoSuchFileException | InvalidAllocStatsException _) {
      return Optional.empty();
    }
  }

  /**
   * A result; empty when there is none.
   *
   * @throws InvalidAllocStatsException when it is damaged
   */
  public Optional<TrialResult> result(String name) throws IOException {
    try (AllocStatsReader reader =
        AllocStatsReader.open(file(name).toString(), Files.newInputStream(file(name)))) {
      return Optional.of(new TrialResult(reader.header(), reader.skipToSummary()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /** The names of all results, in order. */
  public List<String> names() throws IOException {
    if (!Files.isDirectory(folder.resolve(RESULTS))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.resolve(RESULTS))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .toList();
    }
  }

  /** The key of the trial that a result's name says. */
  static String keyOf(String name) {
    return name.substring(0, name.indexOf('-'));
  }

  /** The implementation that a result's name says. */
  static String implementationOf(String name) {
    return name.substring(name.indexOf('-') + 1, name.length() - ".json".length());
  }

  /**
   * Drafts that nobody finished: hidden files beside the results, and folders beside the
   * recordings, what is in them before them.
   */
  List<Path> drafts() throws IOException {
    List<Path> drafts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve(RESULTS))) {
      files.filter(file -> file.getFileName().toString().endsWith(".part")).forEach(drafts::add);
    }
    if (Files.isDirectory(recordings())) {
      try (Stream<Path> files = Files.walk(recordings())) {
        files
            .filter(file -> recordings().relativize(file).toString().startsWith(RECORDING_DRAFT))
            .sorted(Comparator.reverseOrder())
            .forEach(drafts::add);
      }
    }
    return drafts;
  }
}
