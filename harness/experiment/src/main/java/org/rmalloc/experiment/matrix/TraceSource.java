// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.matrix;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.rmalloc.experiment.yaml.FilePosition;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.ops.OpsWriter;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.ReopenableInput;
import org.rmalloc.trace.synth.SyntheticTrace;

/** Where the ops of a trace come from. Its name is unique in an experiment. */
public sealed interface TraceSource extends ReopenableInput {
  /** What tables call it, and what {@code include} and {@code exclude} match. */
  String name();

  /** How it is read. */
  ReadOptions readOptions();

  /** A file, plain or compressed. */
  record Recorded(String name, Path file, ReadOptions readOptions) implements TraceSource {
    @Override
    public DecompressedInput open() throws IOException {
      return DecompressedInput.open(file);
    }
  }

  /** A program made up: made anew each time it is opened, and the same each time. */
  record Synthetic(String name, SyntheticTrace program) implements TraceSource {
    @Override
    public ReadOptions readOptions() {
      return ReadOptions.DEFAULT;
    }

    /** The bytes that {@code rmalloc synth} writes. */
    @Override
    public DecompressedInput open() throws IOException {
      ByteArrayOutputStream ops = new ByteArrayOutputStream();
      TraceProvenance provenance = TraceProvenance.made("synth").with(program.label());
      try (OpsWriter writer = OpsWriter.plain(ops, Dialect.ACCESS, provenance)) {
        program.writeTo(writer);
      }
      return DecompressedInput.of(name, new ByteArrayInputStream(ops.toByteArray()));
    }
  }

  /**
   * A program that has to be recorded first: it has no ops until then.
   *
   * @param position where the experiment file says so
   */
  record ToRecord(
      String name, ProgramToRecord program, ExpectedRecording expected, FilePosition position)
      implements TraceSource {
    @Override
    public ReadOptions readOptions() {
      return ReadOptions.DEFAULT;
    }

    @Override
    public DecompressedInput open() {
      throw new IllegalStateException(name + " is not recorded yet");
    }
  }
}
