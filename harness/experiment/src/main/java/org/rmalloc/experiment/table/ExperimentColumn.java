// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.rmalloc.experiment.store.ExperimentTrialList;
import org.rmalloc.experiment.store.ExperimentTrialRow;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.Fragmentation;
import org.rmalloc.replay.result.LibraryMemoryPageFigures;
import org.rmalloc.replay.result.SpaceFigures;
import org.rmalloc.replay.result.TimingEnvironment;
import org.rmalloc.replay.result.TrialResult;
import tools.jackson.core.JsonGenerator;

/**
 * A column of the table.
 *
 * @param name as the header calls it
 * @param isNumber whether its values are numbers, which JSON writes without quotation marks
 * @param isWanted whether an experiment's table has it
 * @param value of a row and its result, which is absent where there is none; empty where there is
 *     nothing to say
 */
record ExperimentColumn(
    String name,
    boolean isNumber,
    Predicate<ExperimentTrialList> isWanted,
    BiFunction<ExperimentTrialRow, Optional<TrialResult>, String> value) {

  /** Every column, in order. */
  static final List<ExperimentColumn> ALL =
      List.of(
          field("trace", ExperimentTrialRow::trace),
          field("sha256", ExperimentTrialRow::traceSha256),
          field("contender", ExperimentTrialRow::contender),
          field("allocator", ExperimentTrialRow::allocator),
          field("kind", ExperimentTrialRow::kind),
          field("options", ExperimentTrialRow::optionsText),
          field("heap", ExperimentTrialRow::heap),
          field("locks", ExperimentTrialRow::locks),
          field("realloc", ExperimentTrialRow::realloc),
          numberField("rounds", ExperimentTrialRow::rounds),
          numberField("kill_percent", ExperimentTrialRow::killPercent),
          numberField("seed", ExperimentTrialRow::seed),
          field("budget", ExperimentTrialRow::budget),
          field("key", ExperimentTrialRow::key),
          text("bound", result -> result.header().isLowerBound() ? "yes" : "no"),
          text("outcome", result -> result.summary().outcome().word()),
          number("requests", result -> OptionalLong.of(result.summary().requests())),
          number("peak_live", result -> OptionalLong.of(result.header().peakLive())),
          number("heap_size", result -> OptionalLong.of(result.header().heapSize())),
          figure("root_bytes", ContenderFigures::rootBytes),
          figure("stopped_at", ContenderFigures::stoppedAt),
          when(ExperimentColumn::hasSmallestHeaps, figure("min_heap", ContenderFigures::minHeap)),
          when(
              ExperimentColumn::hasSmallestHeaps,
              figure("min_heap_lucky", ContenderFigures::minHeapLucky)),
          figure("footprint", ContenderFigures::footprint),
          figure("overhead", ContenderFigures::overhead),
          space("internal", space -> space.peaks().internalBytes()),
          when(
              ExperimentColumn::hasRows,
              space("largest_free_minimum", s -> s.minima().largestFree())),
          when(ExperimentColumn::hasRows, space("maxmem_minimum", s -> s.minima().maxmem())),
          space("cost", space -> space.cost().requests()),
          number("lock_ops", result -> OptionalLong.of(result.summary().lockCalls())),
          space("lock_cost", space -> space.cost().locks()),
          space("oom_cost", space -> space.cost().oom()),
          space("compactions", space -> space.compactions().count()),
          space("bytes_moved", space -> space.compactions().bytesMoved()),
          space("pause_bytes", space -> space.compactions().pauseBytes()),
          measure("measure_1", Fragmentation::measure1),
          measure("measure_2", Fragmentation::measure2),
          measure("measure_3", Fragmentation::measure3),
          measure("measure_4", Fragmentation::measure4),
          text(
              "checksum",
              result -> result.summary().space().map(SpaceFigures::checksum).orElse("")),
          pages("start", pages -> OptionalLong.of(pages.start())),
          pages("resident_peak", pages -> OptionalLong.of(pages.residentPeak())),
          pages("resident_recorded_peak", LibraryMemoryPageFigures::residentRecordedPeak),
          pages("resident_end", pages -> OptionalLong.of(pages.residentEnd())),
          pages("resident_spread", LibraryMemoryPageFigures::residentSpread),
          pages("mapped_peak", pages -> OptionalLong.of(pages.mappedPeak())),
          when(
              ExperimentColumn::hasTimes,
              decimal("throughput_ns", ContenderFigures::throughputNanos)),
          when(ExperimentColumn::hasTimes, figure("p50_ns", ContenderFigures::p50Nanos)),
          when(ExperimentColumn::hasTimes, figure("p99_ns", ContenderFigures::p99Nanos)),
          when(ExperimentColumn::hasTimes, figure("max_ns", ContenderFigures::maxNanos)),
          when(
              ExperimentColumn::hasTimes,
              figure("longest_pause_ns", ContenderFigures::longestPauseNanos)),
          when(ExperimentColumn::hasTimes, environment("host", one -> one.host())),
          when(ExperimentColumn::hasTimes, environment("jdk", one -> one.jdk())),
          when(ExperimentColumn::hasTimes, environment("cpu", one -> one.cpu())),
          when(ExperimentColumn::hasTimes, environment("os", one -> one.os())));

  /** The columns of an experiment's table; each host has columns of its own for its times. */
  static List<ExperimentColumn> of(ExperimentTrialList manifest, List<String> hosts) {
    return perHost(hosts).stream().filter(one -> one.isWanted().test(manifest)).toList();
  }

  /** Every column; each host has columns of its own for its times, where there are several. */
  static List<ExperimentColumn> perHost(List<String> hosts) {
    return hosts.size() < 2
        ? ALL
        : ALL.stream()
            .flatMap(
                column -> column.isTime() ? hosts.stream().map(column::ofHost) : Stream.of(column))
            .toList();
  }

  private boolean isTime() {
    return name.endsWith("_ns");
  }

  private ExperimentColumn ofHost(String host) {
    return new ExperimentColumn(
        name + "@" + host,
        isNumber,
        isWanted,
        (row, result) ->
            value.apply(
                row,
                result.filter(
                    one ->
                        one.header()
                            .environment()
                            .filter(where -> where.host().equals(host))
                            .isPresent())));
  }

  private static boolean hasRows(ExperimentTrialList manifest) {
    return manifest.measures().dataPoints().maximum() > 1;
  }

  private static boolean hasSmallestHeaps(ExperimentTrialList manifest) {
    return manifest.measures().smallestHeap();
  }

  private static boolean hasTimes(ExperimentTrialList manifest) {
    return manifest.measures().timed();
  }

  private static boolean hasLibraries(ExperimentTrialList manifest) {
    return manifest.rows().stream()
        .anyMatch(row -> row.kind().equals(Contender.Kind.NATIVE.text()));
  }

  private static ExperimentColumn pages(
      String name, Function<LibraryMemoryPageFigures, OptionalLong> value) {
    return when(
        ExperimentColumn::hasLibraries,
        number(name, result -> result.summary().pages().map(value).orElse(OptionalLong.empty())));
  }

  private static ExperimentColumn when(
      Predicate<ExperimentTrialList> isWanted, ExperimentColumn column) {
    return new ExperimentColumn(column.name, column.isNumber, isWanted, column.value);
  }

  private static ExperimentColumn field(String name, Function<ExperimentTrialRow, String> value) {
    return new ExperimentColumn(name, false, _ -> true, (row, _) -> value.apply(row));
  }

  private static ExperimentColumn numberField(
      String name, Function<ExperimentTrialRow, String> value) {
    return new ExperimentColumn(name, true, _ -> true, (row, _) -> value.apply(row));
  }

  private static ExperimentColumn text(String name, Function<TrialResult, String> value) {
    return new ExperimentColumn(
        name, false, _ -> true, (_, result) -> result.map(value).orElse(""));
  }

  private static ExperimentColumn number(String name, Function<TrialResult, OptionalLong> value) {
    return new ExperimentColumn(
        name,
        true,
        _ -> true,
        (_, result) -> result.map(value).map(ExperimentColumn::text).orElse(""));
  }

  private static ExperimentColumn figure(
      String name, Function<ContenderFigures, OptionalLong> value) {
    return number(name, result -> value.apply(ContenderFigures.of(result)));
  }

  private static ExperimentColumn space(String name, Function<SpaceFigures, Long> value) {
    return number(
        name,
        result ->
            result.summary().space().map(value).map(OptionalLong::of).orElse(OptionalLong.empty()));
  }

  private static ExperimentColumn decimal(
      String name, Function<ContenderFigures, OptionalDouble> value) {
    return new ExperimentColumn(
        name,
        true,
        _ -> true,
        (_, result) ->
            result.map(ContenderFigures::of).map(value).map(ExperimentColumn::text).orElse(""));
  }

  private static ExperimentColumn measure(
      String name, Function<Fragmentation, OptionalDouble> value) {
    return new ExperimentColumn(
        name,
        true,
        _ -> true,
        (_, result) ->
            result
                .flatMap(one -> one.summary().space())
                .map(space -> value.apply(space.fragmentation()))
                .map(ExperimentColumn::text)
                .orElse(""));
  }

  private static ExperimentColumn environment(
      String name, Function<TimingEnvironment, String> value) {
    return text(name, result -> result.header().environment().map(value).orElse(""));
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "";
  }

  private static String text(OptionalDouble number) {
    return number.isPresent() ? String.format(Locale.ROOT, "%.6f", number.getAsDouble()) : "";
  }

  /** Writes its value as a field of an object: null where there is nothing to say. */
  void write(JsonGenerator json, String text) {
    json.writeName(name);
    if (text.isEmpty()) {
      json.writeNull();
    } else if (isNumber) {
      json.writeRawValue(text);
    } else {
      json.writeString(text);
    }
  }
}
