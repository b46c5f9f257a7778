package org.rmalloc.trace.read;

import java.io.IOException;
import java.nio.file.Path;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.Provenance;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.BadRecords;
import org.rmalloc.trace.file.LineBuffer;
import org.rmalloc.trace.file.TraceInput;
import org.rmalloc.trace.ops.OpsReader;

/** One input being read into memory. */
final class OpenTrace {
  private final TraceInput input;
  private final ReadOptions options;
  private final LineBuffer lines;
  private final BadRecords bad;

  OpenTrace(TraceInput input, ReadOptions options) {
    this.input = input;
    this.options = options;
    lines = new LineBuffer(input);
    bad = new BadRecords(input.name(), options.lenient());
  }

  Trace read() throws IOException {
    OpsReader reader = new OpsReader(lines, bad, options.dialect());
    TraceBuilder builder = new TraceBuilder(reader.dialect(), options.keepsAddresses());
    reader.readTo(options.strict() ? strict(builder) : builder);
    checkNotEmpty(builder);
    tell(builder);
    return builder.build(provenance(reader));
  }

  private static OpSink strict(TraceBuilder builder) {
    return (kind, handle, address, sizeBytes) -> {
      long repeated = builder.repeatedLockCount();
      builder.add(kind, handle, address, sizeBytes);
      if (builder.repeatedLockCount() > repeated) {
        throw repeatedLock(kind, handle);
      }
    };
  }

  private static InvalidOpException repeatedLock(OpKind kind, int handle) {
    boolean locks = kind == OpKind.LOCK;
    return new InvalidOpException(
        "%s of handle %d, which is %s already"
            .formatted(locks ? "lock" : "unlock", handle, locks ? "locked" : "unlocked"),
        "a change of its state");
  }

  private void checkNotEmpty(TraceBuilder builder) throws TraceFormatException {
    if (builder.opCount() == 0) {
      throw TraceFormatException.ofFile(
          input.name(), input.byteCount() == 0 ? "an empty file" : "no op", "a trace");
    }
  }

  private void tell(TraceBuilder builder) {
    if (bad.skippedCount() > 0) {
      options
          .notices()
          .accept("%s: skipped %d bad records".formatted(bad.file(), bad.skippedCount()));
    }
    if (builder.repeatedLockCount() > 0) {
      options
          .notices()
          .accept(
              "%s: %d locks of locked or unlocks of unlocked blocks change nothing"
                  .formatted(bad.file(), builder.repeatedLockCount()));
    }
  }

  private Provenance provenance(OpsReader reader) {
    Path name = Path.of(input.name()).getFileName();
    Provenance read = reader.provenance(String.valueOf(name), input.sha256());
    return bad.skippedCount() == 0 ? read : read.with("skipped=" + bad.skippedCount());
  }
}
