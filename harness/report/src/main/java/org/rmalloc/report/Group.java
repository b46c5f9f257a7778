package org.rmalloc.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.report.points.StatsFile;
import org.rmalloc.report.points.StatsHeader;

/**
 * Files that may be compared: replays of one trace in heaps of one size.
 *
 * @param app the program's name
 * @param heapSize bytes
 * @param files in argument order, each under a name of its own
 */
public record Group(String app, long heapSize, List<StatsFile> files) {

  /** Copies the list. */
  public Group {
    files = List.copyOf(files);
  }

  private record Key(Object trace, long heapSize) {
    static Key of(StatsHeader header) {
      Object trace =
          header.trace().sha256().isPresent() ? header.trace().sha256().get() : header.trace();
      return new Key(trace, header.heapSize());
    }
  }

  /** The groups of some files, in the order in which each is first met. */
  static List<Group> of(List<StatsFile> files) {
    Map<Key, List<StatsFile>> byKey = new LinkedHashMap<>();
    for (StatsFile file : files) {
      byKey.computeIfAbsent(Key.of(file.header()), _ -> new ArrayList<>()).add(file);
    }
    List<Group> groups = byKey.values().stream().map(Group::ofOneTrace).toList();
    return distinct(groups);
  }

  private static Group ofOneTrace(List<StatsFile> files) {
    StatsHeader first = files.getFirst().header();
    return new Group(first.app(), first.heapSize(), DistinctNames.of(files));
  }

  /** Where two groups have one name, the heap's size tells them apart. */
  private static List<Group> distinct(List<Group> groups) {
    return groups.stream()
        .map(
            group -> {
              boolean shared = groups.stream().filter(g -> g.app().equals(group.app())).count() > 1;
              return shared
                  ? new Group(
                      "%s, heap %s".formatted(group.app(), group.heapSize()),
                      group.heapSize(),
                      group.files())
                  : group;
            })
        .toList();
  }
}
