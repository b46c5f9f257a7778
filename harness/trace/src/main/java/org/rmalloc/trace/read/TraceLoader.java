// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.rmalloc.trace.CountWithNoun;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.file.BadRecordHandler;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.file.InputQuoter;
import org.rmalloc.trace.file.WholeLinesBuffer;
import org.rmalloc.trace.mapping.ReallocMode;
import org.rmalloc.trace.mapping.RecordedEventOutcome;
import org.rmalloc.trace.ops.OpsReader;
import org.rmalloc.trace.realloc.ReallocSplitter;
import org.rmalloc.trace.translate.RecordingFormats;
import org.rmalloc.trace.translate.RecordingTranslation;
import org.rmalloc.trace.translate.TranslationSettings;

/** One input being read into memory. */
final class TraceLoader {
  private final DecompressedInput input;
  private final ReadOptions options;
  private final AccessTransform stage;
  private final BadRecordHandler bad;

  TraceLoader(DecompressedInput input, ReadOptions options, AccessTransform stage) {
    this.input = input;
    this.options = options;
    this.stage = stage;
    bad = new BadRecordHandler(input.name(), options.lenient());
  }

  Trace read() throws IOException {
    FileStart start = FileStart.of(input.peek(FileStart.LENGTH));
    if (options.from().isPresent() || RecordingFormats.recognized(start).isPresent()) {
      return readRecording();
    }
    if (!OpsReader.recognizes(start, input.name())) {
      throw TraceFormatException.atLine(
          input.name(),
          1,
          InputQuoter.quoted(start.firstLine()),
          "a trace: ops text or a recording");
    }
    return readOps();
  }

  private Trace readRecording() throws IOException {
    TraceBuilder builder = new TraceBuilder(stage.dialect(), options.keepsAddresses());
    RecordingTranslation translation =
        RecordingTranslation.translate(
            input,
            new TranslationSettings(
                options.from(), options.realloc(), options.lenient(), options.strict()),
            stage.before(builder));
    checkNotEmpty(builder, translation.skippedCount());
    tellMapping(translation);
    TraceProvenance recorded =
        new TraceProvenance(fileName(), input.sha256(), translation.notes(), List.of());
    TraceProvenance skipping = skipping(recorded, translation.skippedCount());
    return builder.build(skipping.with("realloc=" + options.realloc().label()));
  }

  private Trace readOps() throws IOException {
    OpsReader reader = new OpsReader(new WholeLinesBuffer(input), bad, options.dialect());
    boolean locked = reader.dialect() == Dialect.LOCK;
    TraceBuilder builder =
        new TraceBuilder(locked ? Dialect.LOCK : stage.dialect(), options.keepsAddresses());
    reader.readTo(locked ? locks(builder) : stage.before(builder));
    checkNotEmpty(builder, bad.skippedCount());
    tellRepeatedLocks(builder.repeatedLockCount());
    Trace trace =
        builder.build(skipping(reader.provenance(fileName(), input.sha256()), bad.skippedCount()));
    return options.realloc() == ReallocMode.FREE_NEW ? ReallocSplitter.split(trace) : trace;
  }

  private OpSink locks(TraceBuilder builder) {
    return options.strict() ? refusingRepeatedLocks(builder) : builder;
  }

  private static OpSink refusingRepeatedLocks(TraceBuilder builder) {
    OpSink refusing =
        (kind, handle, address, sizeBytes) -> {
          long repeated = builder.repeatedLockCount();
          builder.add(kind, handle, address, sizeBytes);
          if (builder.repeatedLockCount() > repeated) {
            String state = kind == OpKind.LOCK ? "lock" : "unlock";
            throw new InvalidOpException(
                "%s of handle %d, which is %sed already".formatted(state, handle, state),
                "a lock of an unlocked block, or an unlock of a locked one");
          }
        };
    return OpSink.of(refusing, builder);
  }

  private void checkNotEmpty(TraceBuilder builder, long skipped) throws TraceFormatException {
    if (builder.opCount() == 0) {
      throw TraceFormatException.ofFile(
          input.name(), input.byteCount() == 0 ? "an empty file" : "no op", "a trace");
    }
    if (skipped > 0) {
      tell("skipped " + CountWithNoun.of(skipped, "bad record"));
    }
  }

  private static TraceProvenance skipping(TraceProvenance provenance, long skipped) {
    return skipped == 0 ? provenance : provenance.with("skipped=" + skipped);
  }

  private void tellMapping(RecordingTranslation translation) {
    for (RecordedEventOutcome event : RecordedEventOutcome.values()) {
      if (event.isAnomaly() && translation.counts().count(event) > 0) {
        tell("%s %d".formatted(event.label(), translation.counts().count(event)));
      }
    }
    translation.warnings().forEach(this::tell);
  }

  private void tellRepeatedLocks(long count) {
    if (count > 0) {
      tell(
          "%,d locks of locked blocks and unlocks of unlocked blocks change nothing"
              .formatted(count));
    }
  }

  private void tell(String notice) {
    options.notices().accept(input.name() + ": " + notice);
  }

  private String fileName() {
    return String.valueOf(Path.of(input.name()).getFileName());
  }
}
