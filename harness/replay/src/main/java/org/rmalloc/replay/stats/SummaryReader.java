package org.rmalloc.replay.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rmalloc.trace.OpKind;

/** Reads what {@link SummaryWriter} writes. */
final class SummaryReader {
  private static final Pattern CHECKSUM = Pattern.compile("[0-9a-f]{16}");

  private final JsonFields fields;
  private final boolean timed;

  SummaryReader(JsonFields fields, boolean timed) {
    this.fields = fields;
    this.timed = timed;
  }

  Summary read() throws AllocStatsException {
    fields.beginObject("summary");
    Summary summary =
        new Summary(
            fields.count("requests"),
            fields.count("locks"),
            readStop(),
            readPeaks(),
            readLeast(),
            readCost(),
            readCompactions(),
            readFragmentation(),
            readChecksum(),
            timed ? Optional.of(readTiming()) : Optional.empty());
    fields.endObject();
    return summary;
  }

  private Optional<Stop> readStop() throws AllocStatsException {
    boolean finished = fields.truth("finished");
    boolean stopped = fields.beginObjectOrNull("stopped_at");
    fields.check(
        finished != stopped, "finished: %s, but stopped_at says the opposite".formatted(finished));
    if (finished) {
      return Optional.empty();
    }
    Stop stop =
        new Stop(
            fields.count("op_index"),
            readOp(),
            fields.count("size"),
            fields.truth("locked"),
            fields.count("used"),
            fields.count("free"),
            fields.number("largest_free", -1));
    fields.endObject();
    return Optional.of(stop);
  }

  private OpKind readOp() throws AllocStatsException {
    String op = fields.text("op");
    return switch (op) {
      case "N" -> OpKind.NEW;
      case "R" -> OpKind.RESIZE;
      default -> throw fields.problem("op: '%s'; expected N or R".formatted(op));
    };
  }

  private Peaks readPeaks() throws AllocStatsException {
    fields.beginObject("peaks");
    Peaks peaks =
        new Peaks(
            fields.count("used"),
            fields.count("used_at"),
            fields.count("footprint"),
            fields.count("footprint_at"),
            fields.count("overhead_at_footprint"),
            fields.count("overhead"),
            fields.count("internal"),
            fields.count("cost"),
            fields.count("oom_cost"));
    fields.endObject();
    return peaks;
  }

  private Least readLeast() throws AllocStatsException {
    fields.beginObject("least");
    Least least = new Least(fields.number("largest_free", -1), fields.number("maxmem", -1));
    fields.endObject();
    return least;
  }

  private CostTotals readCost() throws AllocStatsException {
    fields.beginObject("cost");
    CostTotals cost =
        new CostTotals(fields.count("requests"), fields.count("locks"), fields.count("oom"));
    fields.endObject();
    return cost;
  }

  private CompactionTotals readCompactions() throws AllocStatsException {
    fields.beginObject("compactions");
    CompactionTotals compactions =
        new CompactionTotals(
            fields.count("count"),
            fields.count("calls"),
            fields.count("bytes_moved"),
            fields.count("blocks_moved"),
            fields.count("steps"),
            fields.count("cut_short"),
            timed ? fields.count("longest_pause_ns") : DataPoint.UNTIMED);
    fields.endObject();
    return compactions;
  }

  private Fragmentation readFragmentation() throws AllocStatsException {
    fields.beginObject("fragmentation");
    Fragmentation fragmentation =
        new Fragmentation(
            fields.decimalOrNull("measure_1"),
            fields.decimalOrNull("measure_2"),
            fields.decimalOrNull("measure_3"),
            fields.decimalOrNull("measure_4"));
    fields.endObject();
    return fragmentation;
  }

  private String readChecksum() throws AllocStatsException {
    String checksum = fields.text("checksum");
    fields.check(
        CHECKSUM.matcher(checksum).matches(),
        "checksum: '%s'; expected 16 hexadecimal digits".formatted(checksum));
    return checksum;
  }

  private Timing readTiming() throws AllocStatsException {
    fields.beginObject("timing");
    Timing timing =
        new Timing(
            fields.smallCount("warmup_passes"),
            fields.smallCount("latency_passes"),
            readThroughput("throughput"),
            readThroughput("noop"),
            readLatency());
    fields.endObject();
    return timing;
  }

  private Throughput readThroughput(String name) throws AllocStatsException {
    fields.beginObject(name);
    Throughput throughput =
        new Throughput(
            fields.smallCount("passes"),
            fields.decimal("median_ns"),
            fields.decimal("least_ns"),
            fields.decimal("most_ns"));
    fields.endObject();
    return throughput;
  }

  private List<Latency> readLatency() throws AllocStatsException {
    List<Latency> latencies = new ArrayList<>();
    fields.beginArray("latency");
    while (fields.beginElement("latency")) {
      latencies.add(
          new Latency(
              fields.text("op"),
              fields.count("count"),
              fields.count("p50_ns"),
              fields.count("p90_ns"),
              fields.count("p99_ns"),
              fields.count("p999_ns"),
              fields.count("max_ns")));
      fields.endObject();
    }
    return latencies;
  }
}
