// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rmalloc.trace.CountWithNoun;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.mapping.RecordedEventCounts;
import org.rmalloc.trace.mapping.RecordedEventOutcome;

/**
 * What came of recording a program.
 *
 * @param exitStatus the program's, or 128 + the signal that ended it
 * @param recordings what was written, that of the program itself first
 * @param lines a summary for the user
 */
public record RecordingReport(int exitStatus, List<Written> recordings, List<String> lines) {
  private static final int FEW_RECORDS = 100; // of which a file is mostly notes

  /** Copies the lists. */
  public RecordingReport {
    recordings = List.copyOf(recordings);
    lines = List.copyOf(lines);
  }

  /**
   * One file.
   *
   * @param file where it is
   * @param program what it recorded, as it was started
   * @param bytes its size
   * @param counts what became of its records, live blocks tracked
   * @param requests records of new, freed and resized blocks
   * @param accesses records of loads, stores and modifies
   * @param ownRecords those of all these that are not of a parent's recording, which it goes on
   *     from
   */
  public record Written(
      Path file,
      String program,
      long bytes,
      RecordedEventCounts counts,
      long requests,
      long accesses,
      long ownRecords) {

    /** Whether the recording is at odds with itself. */
    public boolean hasAnomalies() {
      return counts.anomalyCount() > 0;
    }
  }

  /** Whether all recordings agree with themselves. */
  public boolean isSound() {
    return recordings.stream().noneMatch(Written::hasAnomalies);
  }

  static List<String> describe(Written written, RecordedEventCounter counter) {
    List<String> lines = new ArrayList<>();
    lines.add("%s: %s".formatted(shown(written.file()), written.program()));
    lines.add(
        String.format(
            Locale.ROOT,
            "  %,d records: N %,d, F %,d, R %,d, L %,d, S %,d, M %,d; %s",
            written.requests() + written.accesses(),
            counter.count(OpKind.NEW),
            counter.count(OpKind.FREE),
            counter.count(OpKind.RESIZE),
            counter.count(OpKind.LOAD),
            counter.count(OpKind.STORE),
            counter.count(OpKind.MODIFY),
            size(written)));
    lines.add(live(written.counts()) + inBlocks(written));
    lines.add("  self-check: " + check(written.counts()));
    return lines;
  }

  /** As a person who is in this folder names it. */
  private static Path shown(Path file) {
    Path here = Path.of("").toAbsolutePath();
    return here.equals(file.getParent()) ? here.relativize(file) : file;
  }

  private static String size(Written written) {
    long history = written.requests() + written.accesses() - written.ownRecords();
    String size = String.format(Locale.ROOT, "%,d bytes", written.bytes());
    if (written.ownRecords() >= FEW_RECORDS) {
      double each = (double) written.bytes() / written.ownRecords();
      size += String.format(Locale.ROOT, ", %.1f a record", each);
    }
    return history <= 0
        ? size
        : String.format(Locale.ROOT, "%s; %,d of them are its parent process's", size, history);
  }

  private static String live(RecordedEventCounts counts) {
    return String.format(
        Locale.ROOT,
        "  peak live %,d bytes, %s; at the end %s",
        counts.peakLiveBytes(),
        CountWithNoun.of(counts.peakLiveBlocks(), "block"),
        CountWithNoun.of(counts.liveBlocks(), "block"));
  }

  private static String inBlocks(Written written) {
    if (written.accesses() == 0) {
      return "";
    }
    long stray = written.counts().count(RecordedEventOutcome.STRAY);
    double share = 100.0 * (written.accesses() - stray) / written.accesses();
    return String.format(Locale.ROOT, "; %.2f %% of accesses in live blocks", share);
  }

  private static String check(RecordedEventCounts counts) {
    if (counts.anomalyCount() == 0) {
      return "no overlapping block, no unknown or double free";
    }
    List<String> found = new ArrayList<>();
    for (RecordedEventOutcome event : RecordedEventOutcome.values()) {
      if (event.isAnomaly() && counts.count(event) > 0) {
        found.add(event.label() + " " + counts.count(event));
      }
    }
    return "FAILED: " + String.join(", ", found);
  }
}
