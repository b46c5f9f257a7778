// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.natives;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.LibraryMemoryPageFigures;
import org.rmalloc.replay.result.LibraryProcessFacts;
import org.rmalloc.replay.result.ReplaySummary;
import org.rmalloc.replay.result.TimingEnvironment;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.trial.TraceIdentity;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.report.points.StatsFileHeader;

/**
 * Malloc libraries that may be compared: replayed alike, on one trace. Several results of one trial
 * and label, of one library file and with equal pages, are one.
 *
 * @param trace its name without endings, as among arenas
 * @param libraries one or more, in the order of the first file of each
 */
public record ComparableLibraries(String trace, List<LibraryStatsFile> libraries) {
  /** Copies the list. */
  public ComparableLibraries {
    libraries = List.copyOf(libraries);
  }

  /** What results share that are of one group. */
  private record Replayed(TraceIdentity trace, TrialSetting setting) {
    static Replayed of(LibraryStatsFile stats) {
      var trial = stats.result().header().trial();
      return new Replayed(trial.trace(), trial.setting().withHeap(TrialSetting.DEFAULT.heap()));
    }
  }

  /** What makes two results one. */
  private record Identity(
      String key,
      String label,
      Optional<LibraryProcessFacts> process,
      String machine,
      Optional<LibraryMemoryPageFigures> pages) {
    static Identity of(LibraryStatsFile stats) {
      AllocStatsHeader header = stats.result().header();
      return new Identity(
          header.trial().key(),
          header.label(),
          header.process().map(LibraryProcessFacts::withoutPrinted),
          header.environment().map(TimingEnvironment::cpu).orElse("untimed"),
          stats.result().summary().pages());
    }
  }

  /** The groups of some files, in the order of the first of each. */
  public static List<ComparableLibraries> of(List<LibraryStatsFile> files) {
    Map<Replayed, List<LibraryStatsFile>> groups = new LinkedHashMap<>();
    for (LibraryStatsFile file :
        new LinkedHashSet<>(files)) { // one file twice is no second measurement
      groups.computeIfAbsent(Replayed.of(file), _ -> new ArrayList<>()).add(file);
    }
    return groups.values().stream().map(ComparableLibraries::group).toList();
  }

  private static ComparableLibraries group(List<LibraryStatsFile> files) {
    Map<Identity, List<LibraryStatsFile>> same = new LinkedHashMap<>();
    files.forEach(
        file -> same.computeIfAbsent(Identity.of(file), _ -> new ArrayList<>()).add(file));
    return new ComparableLibraries(
        StatsFileHeader.app(files.getFirst().result().header().trace().name()),
        same.values().stream().map(ComparableLibraries::pooled).toList());
  }

  private static LibraryStatsFile pooled(List<LibraryStatsFile> same) {
    LibraryStatsFile first = same.getFirst();
    ReplaySummary summary =
        ReplaySummary.pooled(same.stream().map(one -> one.result().summary()).toList());
    return new LibraryStatsFile(
        first.file(),
        new TrialResult(first.result().header(), summary),
        first.points(),
        same.stream().map(LibraryStatsFile::sha256).distinct().collect(Collectors.joining(" ")));
  }

  /** What was measured. */
  public List<TrialResult> results() {
    return libraries.stream().map(LibraryStatsFile::result).toList();
  }
}
