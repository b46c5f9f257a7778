// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.natives;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rmalloc.replay.result.Environment;
import org.rmalloc.replay.result.Header;
import org.rmalloc.replay.result.LibraryProcess;
import org.rmalloc.replay.result.PageFigures;
import org.rmalloc.replay.result.Result;
import org.rmalloc.replay.result.Summary;
import org.rmalloc.replay.trial.Setting;
import org.rmalloc.replay.trial.TraceIdentity;

/**
 * Malloc libraries that may be compared: replayed alike, on one trace. Several results of one trial
 * and label, of one library file and with equal pages, are one.
 *
 * @param trace its name
 * @param libraries one or more, in the order of the first file of each
 */
public record LibraryGroup(String trace, List<LibraryStats> libraries) {
  /** Copies the list. */
  public LibraryGroup {
    libraries = List.copyOf(libraries);
  }

  /** What results share that are of one group. */
  private record Replayed(TraceIdentity trace, Setting setting) {
    static Replayed of(LibraryStats stats) {
      var trial = stats.result().header().trial();
      return new Replayed(trial.trace(), trial.setting().withHeap(Setting.DEFAULT.heap()));
    }
  }

  /** What makes two results one. */
  private record Identity(
      String key,
      String label,
      Optional<LibraryProcess> process,
      String machine,
      Optional<PageFigures> pages) {
    static Identity of(LibraryStats stats) {
      Header header = stats.result().header();
      return new Identity(
          header.trial().key(),
          header.label(),
          header.process(),
          header.environment().map(Environment::cpu).orElse("untimed"),
          stats.result().summary().pages());
    }
  }

  /** The groups of some files, in the order of the first of each. */
  public static List<LibraryGroup> of(List<LibraryStats> files) {
    Map<Replayed, List<LibraryStats>> groups = new LinkedHashMap<>();
    for (LibraryStats file :
        new LinkedHashSet<>(files)) { // one file twice is no second measurement
      groups.computeIfAbsent(Replayed.of(file), _ -> new ArrayList<>()).add(file);
    }
    return groups.values().stream().map(LibraryGroup::group).toList();
  }

  private static LibraryGroup group(List<LibraryStats> files) {
    Map<Identity, List<LibraryStats>> same = new LinkedHashMap<>();
    files.forEach(
        file -> same.computeIfAbsent(Identity.of(file), _ -> new ArrayList<>()).add(file));
    return new LibraryGroup(
        files.getFirst().result().header().trace().name(),
        same.values().stream().map(LibraryGroup::pooled).toList());
  }

  private static LibraryStats pooled(List<LibraryStats> same) {
    LibraryStats first = same.getFirst();
    Summary summary = Summary.pooled(same.stream().map(one -> one.result().summary()).toList());
    return new LibraryStats(
        first.file(),
        new Result(first.result().header(), summary),
        first.points(),
        same.stream().map(LibraryStats::sha256).distinct().collect(Collectors.joining(" ")));
  }

  /** What was measured. */
  public List<Result> results() {
    return libraries.stream().map(LibraryStats::result).toList();
  }
}
