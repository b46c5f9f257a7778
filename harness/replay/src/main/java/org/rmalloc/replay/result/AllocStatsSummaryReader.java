// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.Optional;
import java.util.regex.Pattern;
import org.rmalloc.trace.OpKind;

/** Reads what {@link AllocStatsSummaryWriter} writes. */
final class AllocStatsSummaryReader {
  private static final Pattern CHECKSUM = Pattern.compile("[0-9a-f]{16}");

  private final OrderedJsonFieldReader fields;
  private final boolean timed;
  private final boolean ofLibrary;

  AllocStatsSummaryReader(OrderedJsonFieldReader fields, AllocStatsHeader header) {
    this.fields = fields;
    this.timed = header.timed();
    this.ofLibrary = header.isNative();
  }

  ReplaySummary read() throws InvalidAllocStatsException {
    fields.beginObject("summary");
    long requests = fields.count("requests");
    long lockCalls = fields.count("locks");
    ReplayOutcome outcome = readOutcome();
    ReplaySummary summary =
        ofLibrary
            ? readLibrary(requests, lockCalls, outcome)
            : outcome.replayed()
                ? new ReplaySummary(
                    requests,
                    lockCalls,
                    outcome,
                    Optional.of(readSpace()),
                    timed
                        ? Optional.of(new AllocStatsTimingReader(fields).read())
                        : Optional.empty())
                : ReplaySummary.ofNoReplay(requests, lockCalls, outcome);
    fields.endObject();
    return summary;
  }

  private ReplaySummary readLibrary(long requests, long lockCalls, ReplayOutcome outcome)
      throws InvalidAllocStatsException {
    boolean figures = outcome.replayed() && fields.isNext("pages");
    fields.check(
        figures || !outcome.finished(),
        "pages: found none; expected figures of pages, since the replay finished");
    return ReplaySummary.ofLibrary(
        requests,
        lockCalls,
        outcome,
        figures ? Optional.of(new MemoryPageJsonReader(fields).read()) : Optional.empty(),
        figures && timed
            ? Optional.of(new AllocStatsTimingReader(fields).read())
            : Optional.empty());
  }

  private ReplayOutcome readOutcome() throws InvalidAllocStatsException {
    boolean finished = fields.truth("finished");
    String word = fields.text("outcome");
    String reason = fields.text("reason");
    boolean stopped = fields.beginObjectOrNull("stopped_at");
    ReplayOutcome outcome =
        switch (word) {
          case "finished" -> new ReplayOutcome.Finished();
          case "out-of-memory" -> new ReplayOutcome.OutOfMemory(readStop(stopped));
          case "refused" -> new ReplayOutcome.Refused(reason);
          case "not-tried" -> new ReplayOutcome.NotTried(reason);
          default -> readEnd(word, reason, stopped);
        };
    boolean agrees = finished == outcome.finished() && reason.equals(outcome.reason());
    boolean stops =
        outcome instanceof ReplayOutcome.OutOfMemory || outcome instanceof ReplayOutcome.Ended;
    fields.check(
        agrees && stopped == stops,
        "outcome: '%s', but finished, reason or stopped_at say otherwise".formatted(word));
    return outcome;
  }

  private ReplayOutcome readEnd(String how, String reason, boolean stopped)
      throws InvalidAllocStatsException {
    fields.check(
        ofLibrary && ReplayOutcome.Ended.WAYS.contains(how),
        "outcome: '%s' is no outcome".formatted(how));
    fields.check(!reason.isEmpty(), "reason: ''; expected why it did not finish");
    fields.check(stopped, "stopped_at: null; expected the request that was not met");
    ReplayOutcome end = new ReplayOutcome.Ended(how, fields.count("op_index"), reason);
    fields.endObject();
    return end;
  }

  private SpaceFigures readSpace() throws InvalidAllocStatsException {
    return new SpaceFigures(
        readPeaks(),
        new LargestRequestMinima(
            fields.number("largest_free_minimum", -1), fields.number("maxmem_minimum", -1)),
        readCost(),
        readCompactions(),
        readFragmentation(),
        readChecksum());
  }

  private UnmetRequest readStop(boolean present) throws InvalidAllocStatsException {
    fields.check(present, "stopped_at: null; expected the request that could not be met");
    UnmetRequest stop =
        new UnmetRequest(
            fields.count("op_index"),
            readOp(),
            fields.count("size"),
            fields.truth("locked"),
            fields.count("used"),
            fields.count("free"),
            fields.number("largest_free", -1));
    fields.endObject();
    return stop;
  }

  private OpKind readOp() throws InvalidAllocStatsException {
    String op = fields.text("op");
    return switch (op) {
      case "N" -> OpKind.NEW;
      case "R" -> OpKind.RESIZE;
      default -> throw fields.problem("op: '%s'; expected N or R".formatted(op));
    };
  }

  private ReplayPeaks readPeaks() throws InvalidAllocStatsException {
    fields.beginObject("peaks");
    ReplayPeaks peaks =
        new ReplayPeaks(
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

  private AllocatorLoadStoreTotals readCost() throws InvalidAllocStatsException {
    fields.beginObject("cost");
    AllocatorLoadStoreTotals cost =
        new AllocatorLoadStoreTotals(
            fields.count("requests"), fields.count("locks"), fields.count("oom"));
    fields.endObject();
    return cost;
  }

  private CompactionTotals readCompactions() throws InvalidAllocStatsException {
    fields.beginObject("compactions");
    CompactionTotals compactions =
        new CompactionTotals(
            fields.count("count"),
            fields.count("calls"),
            fields.count("bytes_moved"),
            fields.count("blocks_moved"),
            fields.count("steps"),
            fields.count("cut_short"),
            fields.count("pause_bytes"),
            timed ? fields.count("longest_pause_ns") : AllocStatsDataPoint.UNTIMED);
    fields.endObject();
    return compactions;
  }

  private Fragmentation readFragmentation() throws InvalidAllocStatsException {
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

  private String readChecksum() throws InvalidAllocStatsException {
    String checksum = fields.text("checksum");
    fields.check(
        CHECKSUM.matcher(checksum).matches(),
        "checksum: '%s'; expected 16 hexadecimal digits".formatted(checksum));
    return checksum;
  }
}
