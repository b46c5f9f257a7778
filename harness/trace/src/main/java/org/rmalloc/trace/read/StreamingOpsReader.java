// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.read;

import java.io.IOException;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.TraceChecker;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.file.BadRecordHandler;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.file.InputQuoter;
import org.rmalloc.trace.file.WholeLinesBuffer;
import org.rmalloc.trace.ops.OpsReader;

/** Reads an ops file in one pass, without keeping it in memory. */
public final class StreamingOpsReader {
  private StreamingOpsReader() {}

  /**
   * What a pass found.
   *
   * @param skipped bad records that were passed over
   * @param isMarked whether it may say alignments, threads and times
   */
  public record Summary(TraceProvenance provenance, long ops, long skipped, boolean isMarked) {}

  /**
   * Hands the ops of a file to a sink, which refuses what no valid trace holds.
   *
   * @param required the dialect that the file must have
   */
  public static Summary read(
      DecompressedInput input, ReadOptions options, Dialect required, OpSink sink)
      throws IOException {
    BadRecordHandler bad = new BadRecordHandler(input.name(), options.lenient());
    checkIsOps(input);
    OpsReader reader = new OpsReader(new WholeLinesBuffer(input), bad, options.dialect());
    if (reader.dialect() != required) {
      throw TraceFormatException.ofFile(
          input.name(),
          "a trace of the %s dialect".formatted(reader.dialect().label()),
          "one of the %s dialect, whose ops are %s"
              .formatted(required.label(), required.letters()));
    }
    reader.readTo(sink);
    if (reader.opCount() == 0) {
      String found = input.byteCount() == 0 ? "an empty file" : "no op";
      throw TraceFormatException.ofFile(input.name(), found, "a trace");
    }
    TraceProvenance provenance = reader.provenance(input.name(), input.sha256());
    return new Summary(provenance, reader.opCount(), bad.skippedCount(), reader.isMarked());
  }

  /** A sink that checks each op of a trace before it hands it on. */
  public static OpSink checked(Dialect dialect, OpSink sink) {
    TraceChecker checker = new TraceChecker(dialect);
    OpSink checked =
        (kind, handle, address, sizeBytes) -> {
          checker.check(kind, handle, sizeBytes);
          sink.add(kind, handle, address, sizeBytes);
        };
    return OpSink.of(checked, sink);
  }

  private static void checkIsOps(DecompressedInput input) throws IOException {
    FileStart start = FileStart.of(input.peek(FileStart.LENGTH));
    if (!OpsReader.recognizes(start, input.name())) {
      throw TraceFormatException.atLine(
          input.name(),
          1,
          InputQuoter.quoted(start.firstLine()),
          "ops text; 'rmalloc translate' makes it from a recording");
    }
  }
}
