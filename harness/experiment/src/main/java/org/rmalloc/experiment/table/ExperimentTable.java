// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.table;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.rmalloc.experiment.store.ExperimentTrialList;
import org.rmalloc.experiment.store.ExperimentTrialRow;
import org.rmalloc.experiment.store.ResultCompletenessCheck;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.TimingEnvironment;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.trace.ClosestWord;
import org.rmalloc.trace.UsageException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The table of an experiment: tidy, one row for each combination in the file's order, one column
 * for each figure. Without times and malloc libraries it is the same to the byte on every machine.
 * What is not in the store yet has empty cells.
 */
public final class ExperimentTable {
  private static final JsonFactory JSON = new JsonFactory();

  private final ResultStore store;
  private final ExperimentTrialList manifest;
  private final List<ExperimentColumn> columns;

  private ExperimentTable(
      ResultStore store, ExperimentTrialList manifest, List<ExperimentColumn> columns) {
    this.store = store;
    this.manifest = manifest;
    this.columns = columns;
  }

  /**
   * The table with all columns that the experiment's measures fill. Times of several hosts are in
   * columns of their own, {@code throughput_ns@HOST}.
   */
  public static ExperimentTable of(ResultStore store, ExperimentTrialList manifest)
      throws IOException {
    return new ExperimentTable(
        store, manifest, ExperimentColumn.of(manifest, hosts(store, manifest)));
  }

  /** Where times were taken, in order of names. */
  private static List<String> hosts(ResultStore store, ExperimentTrialList manifest)
      throws IOException {
    if (!manifest.measures().timed()) {
      return List.of();
    }
    NavigableSet<String> hosts = new TreeSet<>();
    for (ExperimentTrialRow row : manifest.rows()) {
      store
          .header(row.file())
          .flatMap(AllocStatsHeader::environment)
          .map(TimingEnvironment::host)
          .ifPresent(hosts::add);
    }
    return List.copyOf(hosts);
  }

  /**
   * The table with some columns.
   *
   * @param names in the order wanted
   * @throws UsageException when there is no such column
   */
  public static ExperimentTable of(
      ResultStore store, ExperimentTrialList manifest, List<String> names) throws IOException {
    List<ExperimentColumn> known = ExperimentColumn.perHost(hosts(store, manifest));
    List<ExperimentColumn> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(
          known.stream()
              .filter(column -> column.name().equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(name, known)));
    }
    return new ExperimentTable(store, manifest, columns);
  }

  private static UsageException unknown(String name, List<ExperimentColumn> columns) {
    List<String> known = columns.stream().map(ExperimentColumn::name).toList();
    return new UsageException(
        "columns: found '%s', expected some of %s%s"
            .formatted(
                name,
                String.join(", ", known),
                ClosestWord.closest(name, known)
                    .map(meant -> "; did you mean '%s'?".formatted(meant))
                    .orElse("")));
  }

  /** Writes the table; reads one result after the other. */
  public void write(TableFormat format, Writer out) throws IOException {
    if (format != TableFormat.JSONL) {
      out.write(line(format, columns.stream().map(ExperimentColumn::name).toList()));
    }
    for (ExperimentTrialRow row : manifest.rows()) {
      Optional<TrialResult> result =
          store
              .result(row.file())
              .filter(one -> ResultCompletenessCheck.isEnough(one, manifest.measures()));
      List<String> cells =
          columns.stream().map(column -> column.value().apply(row, result)).toList();
      out.write(format == TableFormat.JSONL ? object(cells) : line(format, cells));
    }
    out.flush();
  }

  private String object(List<String> cells) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      for (int i = 0; i < cells.size(); i++) {
        columns.get(i).write(json, cells.get(i));
      }
      json.writeEndObject();
    }
    return text + "\n";
  }

  private static String line(TableFormat format, List<String> cells) {
    return format == TableFormat.TSV
        ? String.join("\t", cells.stream().map(cell -> cell.replace('\t', ' ')).toList()) + "\n"
        : String.join(",", cells.stream().map(ExperimentTable::quoted).toList()) + "\n";
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\r\n].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
  }
}
