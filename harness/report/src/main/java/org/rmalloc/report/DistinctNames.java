// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.report.points.DataPointCursor;
import org.rmalloc.report.points.StatsFile;
import org.rmalloc.report.points.StatsFileHeader;

/**
 * Gives each file of a group a name of its own: where several have the same allocator, as with
 * other options, the file's name is added, and where those are equal too, a number.
 */
final class DistinctNames {
  private DistinctNames() {}

  static List<StatsFile> of(List<StatsFile> files) {
    Map<String, Long> uses =
        files.stream()
            .map(file -> file.header().label())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    Set<String> taken = new HashSet<>();
    List<StatsFile> named = new ArrayList<>();
    for (StatsFile file : files) {
      String label = file.header().label();
      String name = uses.get(label) == 1 ? label : withFile(file.header());
      String free = name;
      for (int number = 2; !taken.add(free); number++) {
        free = "%s #%d".formatted(name, number);
      }
      named.add(free.equals(label) ? file : new Renamed(file, file.header().named(free)));
    }
    return named;
  }

  private static String withFile(StatsFileHeader header) {
    return "%s (%s)".formatted(header.label(), header.file().getFileName());
  }

  private record Renamed(StatsFile file, StatsFileHeader header) implements StatsFile {
    @Override
    public Optional<AllocStatsHeader> making() {
      return file.making();
    }

    @Override
    public DataPointCursor open() throws IOException {
      return file.open();
    }
  }
}
