// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads what {@code run --format json} printed. */
public final class RunJsonReader {
  private static final JsonFactory JSON = new JsonFactory();

  private final OrderedJsonFieldReader fields;

  private RunJsonReader(OrderedJsonFieldReader fields) {
    this.fields = fields;
  }

  /**
   * The runs of a file, one or more.
   *
   * @throws InvalidAllocStatsException by file and line, when it is damaged or something else
   */
  public static List<ContendersSummary> read(Path file) throws IOException {
    try (JsonParser json =
        JSON.createParser(ObjectReadContext.empty(), Files.newInputStream(file))) {
      return new RunJsonReader(new OrderedJsonFieldReader(file.toString(), json)).readRuns();
    }
  }

  private List<ContendersSummary> readRuns() throws InvalidAllocStatsException {
    List<ContendersSummary> runs = new ArrayList<>();
    if (fields.beginFileOrList() == JsonToken.START_OBJECT) {
      runs.add(readRun());
    } else {
      while (fields.beginElement("runs")) {
        runs.add(readRun());
      }
    }
    fields.endInput();
    return runs;
  }

  /** The rest of an object that is entered. */
  private ContendersSummary readRun() throws InvalidAllocStatsException {
    String schema = fields.text("schema");
    fields.check(
        schema.equals(RunJsonWriter.SCHEMA),
        "schema: '%s'; expected '%s'".formatted(schema, RunJsonWriter.SCHEMA));
    ContendersSummary run =
        new ContendersSummary(
            fields.text("trace"),
            fields.text("trace_sha256"),
            fields.count("requests"),
            fields.count("peak_live"),
            fields.text("heap"),
            fields.text("locks"),
            fields.smallCount("rounds"),
            fields.countOrNull("kill_percent"),
            fields.numberOrNull("seed", Long.MIN_VALUE),
            fields.objects("allocators", this::readContender),
            fields.objects("findings", this::readFinding));
    fields.endObject();
    return run;
  }

  /** The rest of an object that is entered. */
  private ContenderFigures readContender() throws InvalidAllocStatsException {
    ContenderFigures contender =
        new ContenderFigures(
            fields.text("label"),
            fields.text("name"),
            fields.text("kind"),
            fields.truth("bound"),
            fields.truth("finished"),
            fields.countOrNull("stopped_at"),
            fields.textOrNull("reason").orElse(""),
            fields.countOrNull("heap_size"),
            fields.countOrNull("min_heap"),
            fields.countOrNull("min_heap_lucky"),
            fields.countOrNull("footprint"),
            fields.countOrNull("overhead"),
            fields.numberOrNull("maxmem_minimum", -1),
            fields.countOrNull("compactions"),
            fields.countOrNull("bytes_moved"),
            fields.countOrNull("pause_bytes"),
            fields.countOrNull("longest_pause_ns"),
            fields.countOrNull("root_bytes"),
            fields.decimalOrNull("cost_per_op"),
            fields.decimalOrNull("oom_cost_per_op"),
            fields.countOrNull("p50_ns"),
            fields.countOrNull("p99_ns"),
            fields.countOrNull("max_ns"),
            fields.decimalOrNull("throughput_ns"),
            readProcess());
    fields.endObject();
    return contender;
  }

  private NativeProcessFigures readProcess() throws InvalidAllocStatsException {
    return new NativeProcessFigures(
        fields.countOrNull("resident_peak"),
        fields.countOrNull("resident_at_peak_live"),
        fields.countOrNull("resident_end"),
        fields.countOrNull("resident_recorded_peak"),
        fields.countOrNull("start"),
        fields.countOrNull("mapped_peak"),
        fields.countOrNull("reserved"),
        fields.decimalOrNull("usable_ratio"),
        fields.decimalOrNull("cold_ns"),
        fields.decimalOrNull("instructions_per_op"));
  }

  /** The rest of an object that is entered. */
  private ContendersSummary.FindingText readFinding() throws InvalidAllocStatsException {
    ContendersSummary.FindingText finding =
        new ContendersSummary.FindingText(
            fields.text("kind"), fields.texts("labels"), fields.text("text"));
    fields.endObject();
    return finding;
  }
}
