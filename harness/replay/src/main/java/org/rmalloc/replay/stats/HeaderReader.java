package org.rmalloc.replay.stats;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rmalloc.heap.Heap;
import org.rmalloc.trace.Provenance;

/** Reads what {@link HeaderWriter} writes, up to the name of the field that follows it. */
final class HeaderReader {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final JsonFields fields;

  HeaderReader(JsonFields fields) {
    this.fields = fields;
  }

  Header read() throws AllocStatsException {
    String schema = fields.text("schema");
    fields.check(
        schema.equals(Header.SCHEMA),
        "schema: '%s'; expected '%s'".formatted(schema, Header.SCHEMA));
    String driver = fields.text("driver");
    fields.check(!driver.isBlank(), "driver: '%s'; expected a name".formatted(driver));
    Provenance trace = readTrace();
    long heapSize = readHeapSize();
    return new Header(
        driver,
        trace,
        heapSize,
        fields.count("peak_live"),
        fields.count("root_bytes"),
        readOpmode(),
        readOptions(),
        readEnvironment());
  }

  private Provenance readTrace() throws AllocStatsException {
    String name = fields.text("opsfile");
    String sha256 = fields.text("opsfile_sha256");
    fields.check(
        SHA256.matcher(sha256).matches(),
        "opsfile_sha256: '%s'; expected 64 hexadecimal digits".formatted(sha256));
    List<String> notes = fields.texts("opsfile_notes");
    return new Provenance(name, sha256, notes, fields.texts("opsfile_steps"));
  }

  private long readHeapSize() throws AllocStatsException {
    long heapSize = fields.number("heap_size", Heap.MIN_CAPACITY);
    fields.check(
        heapSize <= Heap.MAX_CAPACITY,
        "heap_size: %d; expected at most %d".formatted(heapSize, Heap.MAX_CAPACITY));
    return heapSize;
  }

  private String readOpmode() throws AllocStatsException {
    String opmode = fields.text("opmode");
    fields.check(
        opmode.equals(Header.LOCKS) || opmode.equals(Header.REQUESTS),
        "opmode: '%s'; expected '%s' or '%s'".formatted(opmode, Header.LOCKS, Header.REQUESTS));
    return opmode;
  }

  private ReplayOptions readOptions() throws AllocStatsException {
    fields.beginObject("options");
    String heap = fields.text("heap");
    String dataPoints = fields.text("datapoints");
    String compactionBudget = fields.text("compaction_budget");
    ReplayOptions options =
        new ReplayOptions(heap, dataPoints, compactionBudget, readAllocatorOptions());
    fields.endObject();
    return options;
  }

  private Map<String, String> readAllocatorOptions() throws AllocStatsException {
    Map<String, String> options = new LinkedHashMap<>();
    fields.beginArray("allocator");
    while (fields.beginElement("allocator")) {
      String name = fields.text("name");
      fields.check(
          options.put(name, fields.text("value")) == null, "option '%s' twice".formatted(name));
      fields.endObject();
    }
    return options;
  }

  private Optional<Environment> readEnvironment() throws AllocStatsException {
    if (!fields.name().equals("environment")) {
      return Optional.empty();
    }
    fields.beginObject("environment");
    Environment environment =
        new Environment(
            fields.text("jdk"),
            fields.text("cpu"),
            fields.text("os"),
            fields.text("version"),
            fields.text("commit"),
            fields.count("timer_overhead_ns"),
            fields.count("timer_resolution_ns"),
            Math.toIntExact(fields.count("timed_together")));
    fields.endObject();
    return Optional.of(environment);
  }
}
