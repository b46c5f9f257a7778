// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.rmalloc.report.points.StatsFile;
import org.rmalloc.report.points.StatsFileHeader;

/**
 * Files that are compared with each other: replays of one trace.
 *
 * @param app the program's name
 * @param heapSize bytes; that of the first file where they differ
 * @param files in argument order, each under a name of its own
 */
public record ComparedFileGroup(String app, long heapSize, List<StatsFile> files) {

  /** Copies the list. */
  public ComparedFileGroup {
    files = List.copyOf(files);
  }

  /** A trace: its digest, or the name of its ops file where that is all that is known. */
  private static Object trace(StatsFileHeader header) {
    return header.trace().sha256().isPresent() ? header.trace().sha256().get() : header.trace();
  }

  private record TraceAndHeap(Object trace, long heapSize) {}

  /** Groups of one trace and one heap size each, in the order in which each is first met. */
  static List<ComparedFileGroup> byTraceAndHeap(List<StatsFile> files) {
    return distinct(groups(files, header -> new TraceAndHeap(trace(header), header.heapSize())));
  }

  /** Groups of one trace each, whatever the heaps, as the tool of 2014 had them. */
  static List<ComparedFileGroup> byTrace(List<StatsFile> files) {
    return groups(files, ComparedFileGroup::trace);
  }

  private static List<ComparedFileGroup> groups(
      List<StatsFile> files, Function<StatsFileHeader, Object> keyOf) {
    Map<Object, List<StatsFile>> byKey = new LinkedHashMap<>();
    for (StatsFile file : files) {
      byKey.computeIfAbsent(keyOf.apply(file.header()), _ -> new ArrayList<>()).add(file);
    }
    return byKey.values().stream().map(ComparedFileGroup::ofOneTrace).toList();
  }

  /** The heap sizes that occur, ascending. */
  List<Long> heapSizes() {
    return files.stream().map(file -> file.header().heapSize()).distinct().sorted().toList();
  }

  private static ComparedFileGroup ofOneTrace(List<StatsFile> files) {
    StatsFileHeader first = files.getFirst().header();
    return new ComparedFileGroup(first.app(), first.heapSize(), DistinctNames.of(files));
  }

  /** Where two groups have one name, the heap's size tells them apart. */
  private static List<ComparedFileGroup> distinct(List<ComparedFileGroup> groups) {
    return groups.stream()
        .map(
            group -> {
              boolean shared = groups.stream().filter(g -> g.app().equals(group.app())).count() > 1;
              return shared
                  ? new ComparedFileGroup(
                      "%s, heap %s".formatted(group.app(), group.heapSize()),
                      group.heapSize(),
                      group.files())
                  : group;
            })
        .toList();
  }
}
