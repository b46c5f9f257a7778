// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.read.AccessTransform;
import org.rmalloc.trace.read.ReadOptions;
import picocli.CommandLine.Parameters;

/** The trace that a command is about, and how it is read. */
final class TraceInputOptions extends TraceReadingOptions {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = CommandOutputTarget.STANDARD,
      description = "A plain, gzip or zstd file. - or nothing means standard input.")
  private String file;

  /** The bytes of the file or of standard input. */
  DecompressedInput open() throws IOException {
    return open(file);
  }

  /** The trace, in memory, of its accesses what a stage makes of them. */
  Trace read(ReadOptions options, AccessTransform stage) throws IOException {
    return read(file, options, stage);
  }

  /** The trace as it is replayed in a setting. */
  PreparedTrace prepared(TrialSetting setting) throws IOException {
    return readAgain(reading -> PreparedTrace.read(reading, readOptions(), setting));
  }

  /** Reads the file more than once; what can be read only once is put into another one first. */
  <T> T readAgain(Reading<T> reading) throws IOException {
    return readAgain(file, reading);
  }
}
