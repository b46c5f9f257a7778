// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.rmalloc.report.chart.Chart;
import org.rmalloc.report.chart.ChartFormat;
import org.rmalloc.report.chart.ChartWriter;
import org.rmalloc.trace.file.OutputFile;

/** Writes charts into a folder; none is ever half there. */
public final class ChartFolderWriter {
  private ChartFolderWriter() {}

  /** A way to write a file. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes each chart as SVG, PDF and PNG, and all of them as one document, {@code all.pdf}. */
  public static void write(Map<String, ? extends Chart> charts, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, ? extends Chart> chart : charts.entrySet()) {
      for (ChartFormat format : ChartFormat.values()) {
        write(
            folder.resolve(chart.getKey() + format.ending()),
            out -> ChartWriter.write(chart.getValue(), format, out));
      }
    }
    write(folder.resolve("all.pdf"), out -> ChartWriter.pdf(List.copyOf(charts.values()), out));
  }

  static void write(Path file, Content content) throws IOException {
    try (OutputFile whole = OutputFile.create(file)) {
      content.writeTo(whole.stream());
      whole.commit();
    }
  }
}
