// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rmalloc.experiment.store.ExperimentTrialList;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.experiment.table.ExperimentTable;
import org.rmalloc.experiment.table.TableFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code rmalloc experiment table}: the results of an experiment as a table. */
@Command(
    name = "table",
    description = {
      "Writes a row for each combination of an experiment, in the file's order, and "
          + "a column for each figure; cells are empty where there is nothing to say, or "
          + "no result yet. Without times the table is the same to the byte on every "
          + "machine.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ExperimentTableCommand implements Callable<Integer> {
  private static final String NO_PARQUET =
      "; for Parquet, write csv and convert it with DuckDB, pandas or Spark";

  /** Reads a format; says why there is no Parquet. */
  static final class FormatConverter implements ITypeConverter<TableFormat> {
    @Override
    public TableFormat convert(String value) {
      for (TableFormat format : TableFormat.values()) {
        if (format.name().equalsIgnoreCase(value)) {
          return format;
        }
      }
      throw new TypeConversionException(
          "found '%s'; expected csv, tsv or jsonl%s"
              .formatted(value, value.equalsIgnoreCase("parquet") ? NO_PARQUET : ""));
    }
  }

  @Parameters(paramLabel = "STORE", description = "A folder that 'experiment' wrote.")
  private Path folder;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "The name of the experiment, if the store holds several.")
  private Optional<String> experiment;

  @Option(
      names = "--format",
      paramLabel = "csv|tsv|jsonl",
      defaultValue = "csv",
      converter = FormatConverter.class,
      description = "The format of the output. Default: ${DEFAULT-VALUE}.")
  private TableFormat format;

  @Option(
      names = "--columns",
      paramLabel = "NAME,...",
      split = ",",
      description = "These columns in this order. Default: all.")
  private List<String> columns = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = CommandOutputTarget.STANDARD,
      description = "The file to write; also .gz or .zst. Default: standard output.")
  private String output;

  @Override
  public Integer call() throws IOException {
    CommandOutputTarget.checkName(output, format.name().toLowerCase(Locale.ROOT), "txt");
    ResultStore store = ResultStore.open(folder);
    ExperimentTrialList manifest =
        ExperimentTrialList.read(store, ExperimentCommand.chosen(store, experiment));
    ExperimentTable table =
        columns.isEmpty()
            ? ExperimentTable.of(store, manifest)
            : ExperimentTable.of(store, manifest, columns);
    CommandOutputTarget.write(output, stream -> write(table, stream));
    return ExitCode.DONE;
  }

  private int write(ExperimentTable table, OutputStream stream) throws IOException {
    table.write(format, new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8)));
    return ExitCode.DONE;
  }
}
