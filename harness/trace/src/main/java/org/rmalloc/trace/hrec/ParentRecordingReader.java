// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.hrec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.BadRecordHandler;
import org.rmalloc.trace.file.DamagedInputException;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.mapping.HeapEventSink;

/**
 * Reads the parent's recording that a recording goes on from: finds it beside it, and holds it
 * against the digest.
 */
final class ParentRecordingReader implements HrecReader.Histories {
  private static final int MAX_DEPTH = 1000; // a chain of forks; more is a circle

  private final Path child;
  private final BadRecordHandler bad;
  private final int depth;

  ParentRecordingReader(Path child, BadRecordHandler bad) {
    this(child, bad, 0);
  }

  private ParentRecordingReader(Path child, BadRecordHandler bad, int depth) {
    this.child = child;
    this.bad = bad;
    this.depth = depth;
  }

  @Override
  public void read(ParentRecordingReference history, HeapEventSink events) throws IOException {
    Path file = child.resolveSibling(history.file());
    if (depth == MAX_DEPTH) {
      throw TraceFormatException.ofFile(
          child.toString(),
          "a chain of %,d recordings, each of which continues another".formatted(MAX_DEPTH),
          "one that ends");
    }
    if (!Files.isRegularFile(file)) {
      throw TraceFormatException.ofFile(
          child.toString(),
          "a recording that continues %s, which is not in its folder".formatted(history.file()),
          "both in one folder");
    }
    try (DecompressedInput input = DecompressedInput.open(file)) {
      BadRecordHandler ofParent = new BadRecordHandler(file.toString(), bad.isLenient());
      ParentRecordingReader further = new ParentRecordingReader(file, bad, depth + 1);
      HrecReader reader = new HrecReader(input::read, ofParent, further);
      reader.readFirstTo(events, history.records());
      check(history, reader, input);
      bad.addSkipped(ofParent);
    } catch (DamagedInputException e) {
      throw TraceFormatException.ofFile(file.toString(), e.getMessage(), "a whole file");
    }
  }

  private void check(ParentRecordingReference history, HrecReader parent, DecompressedInput input)
      throws IOException {
    boolean whole = parent.recordCount() >= history.records();
    boolean same = history.sha256().isEmpty() || history.sha256().get().equals(input.sha256());
    if (!whole || !same) {
      bad.refuseAt(
          HrecLayout.FILE_HEADER_BYTES,
          "a recording that continues a file %s, which has changed since".formatted(history.file()),
          "that file as it was when the program was recorded");
    }
  }
}
