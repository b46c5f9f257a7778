package org.rmalloc.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.RunResult;
import org.rmalloc.replay.RunRow;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.report.table.Quantity;

/** What a run found out about the smallest heaps, in words: alloc-stats say nothing of them. */
final class RunFindings {
  private final RunResult result;
  private final Map<String, Driver> drivers;
  private final List<RunRow> sought;

  private RunFindings(RunResult result, List<Driver> drivers) {
    this.result = result;
    this.drivers = drivers.stream().collect(Collectors.toMap(Driver::name, Function.identity()));
    this.sought =
        result.allocators().stream()
            .filter(row -> row.minHeap().isPresent())
            .filter(row -> can(row, Capability.ADDRESSES))
            .sorted(Comparator.comparingLong(row -> row.minHeap().getAsLong()))
            .toList();
  }

  /** Sentences for the verdict. */
  static List<String> of(RunResult result, List<Driver> drivers) {
    RunFindings findings = new RunFindings(result, drivers);
    List<String> sentences = new ArrayList<>();
    findings.smallest().ifPresent(sentences::add);
    findings.moving().ifPresent(sentences::add);
    return sentences;
  }

  private boolean can(RunRow row, Capability capability) {
    return Optional.ofNullable(drivers.get(row.name())).filter(d -> d.can(capability)).isPresent();
  }

  private Optional<String> smallest() {
    if (sought.isEmpty()) {
      return Optional.empty();
    }
    String next = sought.size() > 1 ? "; next %s".formatted(needs(sought.get(1))) : "";
    return Optional.of("Smallest heap: %s%s.".formatted(needs(sought.getFirst()), next));
  }

  /** Whether compaction lets the program do with less. */
  private Optional<String> moving() {
    Predicate<RunRow> moves = row -> can(row, Capability.RELOCATES);
    Optional<RunRow> moving = sought.stream().filter(moves).findFirst();
    Optional<RunRow> fixed = sought.stream().filter(moves.negate()).findFirst();
    if (moving.isEmpty() || fixed.isEmpty()) {
      return Optional.empty();
    }
    boolean pays = moving.get().minHeap().getAsLong() < fixed.get().minHeap().getAsLong();
    return Optional.of(
        "Does moving blocks pay: %s; with it %s, without it %s."
            .formatted(
                pays ? "yes, in memory" : "no, not in memory",
                needs(moving.get()),
                needs(fixed.get())));
  }

  private String needs(RunRow row) {
    long bytes = row.minHeap().getAsLong();
    return "%s, %s B (%s x peak)"
        .formatted(
            row.name(),
            Quantity.count(bytes),
            Quantity.decimals((double) bytes / result.peakLive(), 2));
  }
}
