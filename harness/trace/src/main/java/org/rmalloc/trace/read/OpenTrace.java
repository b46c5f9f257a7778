package org.rmalloc.trace.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.Provenance;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.BadRecords;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.file.LineBuffer;
import org.rmalloc.trace.file.LineText;
import org.rmalloc.trace.file.TraceInput;
import org.rmalloc.trace.mapping.HandleMapping;
import org.rmalloc.trace.mapping.Importer;
import org.rmalloc.trace.mapping.MappingCounts;
import org.rmalloc.trace.mapping.MappingEvent;
import org.rmalloc.trace.mapping.ReallocMode;
import org.rmalloc.trace.mapping.Recording;
import org.rmalloc.trace.ops.OpsReader;
import org.rmalloc.trace.realloc.ReallocSplit;
import org.rmalloc.trace.translate.Formats;

/** One input being read into memory. */
final class OpenTrace {
  private final TraceInput input;
  private final ReadOptions options;
  private final BadRecords bad;

  OpenTrace(TraceInput input, ReadOptions options) {
    this.input = input;
    this.options = options;
    bad = new BadRecords(input.name(), options.lenient());
  }

  Trace read() throws IOException {
    FileStart start = FileStart.of(input.peek(FileStart.LENGTH));
    Optional<Importer> importer = Formats.recognized(start);
    if (importer.isPresent()) {
      return readRecording(importer.get());
    }
    if (!OpsReader.recognizes(start, input.name())) {
      throw TraceFormatException.atLine(
          input.name(), 1, LineText.quoted(start.firstLine()), "a trace: ops text or a recording");
    }
    return readOps();
  }

  private Trace readRecording(Importer importer) throws IOException {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, options.keepsAddresses());
    HandleMapping mapping = new HandleMapping(builder, options.realloc(), options.strict());
    Recording recording = new Recording(input, bad);
    importer.read(recording, mapping);
    checkNotEmpty(builder);
    tellMapping(mapping.counts());
    Provenance recorded = new Provenance(fileName(), input.sha256(), recording.notes(), List.of());
    String step =
        "translated=%s realloc=%s".formatted(importer.format(), options.realloc().label());
    return builder.build(skipping(recorded).with(step));
  }

  private Trace readOps() throws IOException {
    OpsReader reader = new OpsReader(new LineBuffer(input), bad, options.dialect());
    TraceBuilder builder = new TraceBuilder(reader.dialect(), options.keepsAddresses());
    reader.readTo(options.strict() ? refusingRepeatedLocks(builder) : builder);
    checkNotEmpty(builder);
    tellRepeatedLocks(builder.repeatedLockCount());
    Trace trace = builder.build(skipping(reader.provenance(fileName(), input.sha256())));
    return options.realloc() == ReallocMode.FREE_NEW ? ReallocSplit.split(trace) : trace;
  }

  private static OpSink refusingRepeatedLocks(TraceBuilder builder) {
    return (kind, handle, address, sizeBytes) -> {
      long repeated = builder.repeatedLockCount();
      builder.add(kind, handle, address, sizeBytes);
      if (builder.repeatedLockCount() > repeated) {
        String state = kind == OpKind.LOCK ? "lock" : "unlock";
        throw new InvalidOpException(
            "%s of handle %d, which is %sed already".formatted(state, handle, state),
            "a change of its state");
      }
    };
  }

  private void checkNotEmpty(TraceBuilder builder) throws TraceFormatException {
    if (builder.opCount() == 0) {
      throw TraceFormatException.ofFile(
          input.name(), input.byteCount() == 0 ? "an empty file" : "no op", "a trace");
    }
    if (bad.skippedCount() > 0) {
      tell("skipped %d bad records".formatted(bad.skippedCount()));
    }
  }

  private Provenance skipping(Provenance provenance) {
    return bad.skippedCount() == 0 ? provenance : provenance.with("skipped=" + bad.skippedCount());
  }

  private void tellMapping(MappingCounts counts) {
    for (MappingEvent event : MappingEvent.values()) {
      if (event.isAnomaly() && counts.count(event) > 0) {
        tell("%s %d".formatted(event.label(), counts.count(event)));
      }
    }
  }

  private void tellRepeatedLocks(long count) {
    if (count > 0) {
      tell("%d locks of locked or unlocks of unlocked blocks change nothing".formatted(count));
    }
  }

  private void tell(String notice) {
    options.notices().accept(input.name() + ": " + notice);
  }

  private String fileName() {
    return String.valueOf(Path.of(input.name()).getFileName());
  }
}
