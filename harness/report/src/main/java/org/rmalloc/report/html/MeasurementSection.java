// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.util.List;
import java.util.Optional;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.TimingEnvironment;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.report.finding.FindingWords;
import org.rmalloc.report.sound.ComparedContender;
import org.rmalloc.report.sound.ComparisonScores;
import org.rmalloc.report.sound.MachineNoise;
import org.rmalloc.report.table.QuantityFormatter;
import org.rmalloc.report.table.Table;

/** How it was measured: the recording, the machine, the files. */
public record MeasurementSection(ComparisonScores score) implements ReportSection {
  private static final String POINTERS =
      "Pointers in the heap are 4 bytes, as on a 32-bit machine: of a program recorded on a 64-bit"
          + " machine the sizes of blocks are kept, while headers and links of the allocators take"
          + " half of what they would take there.";

  /** What a recording says of itself: its program, command, method, date. */
  private record Note(String key, String value) {}

  @Override
  public String markup(HtmlPageCharts charts) {
    StringBuilder out = new StringBuilder("<h3>How it was measured</h3>\n");
    Optional<AllocStatsHeader> first =
        score.contenders().stream().flatMap(contender -> contender.making().stream()).findFirst();
    first.ifPresent(header -> out.append(HtmlWriter.table(making(header))));
    out.append("<p class=\"soft\">").append(HtmlWriter.text(POINTERS)).append("</p>\n");
    score
        .noise()
        .map(MeasurementSection::noise)
        .ifPresent(
            text ->
                out.append("<p class=\"soft\">").append(HtmlWriter.text(text)).append("</p>\n"));
    String machine = first.map(header -> HtmlWriter.table(machine(header))).orElse("");
    return out.append(
            HtmlWriter.folded(
                "The machine, and the files with their SHA-256",
                machine + HtmlWriter.table(files(score))))
        .toString();
  }

  private static List<Note> recording(List<String> notes) {
    return notes.stream()
        .map(note -> note.split("=", 2))
        .filter(note -> note.length == 2)
        .map(note -> new Note(note[0], note[1]))
        .toList();
  }

  private static String noise(MachineNoise noise) {
    return "Noise of the machine while times were taken: %s."
        .formatted(FindingWords.noise(noise.wallPerCpu(), noise.noopSpread()));
  }

  private static Table files(ComparisonScores score) {
    Table.Builder table =
        Table.titled("All points are in these files; the charts draw a part of them")
            .text("allocator")
            .text("file")
            .figures("points", "")
            .text("SHA-256");
    for (ComparedContender contender : score.contenders()) {
      table.row(
          contender.label(),
          String.valueOf(contender.header().file().getFileName()),
          QuantityFormatter.count(contender.points()),
          contender.sha256());
    }
    return table.build();
  }

  private static Table making(AllocStatsHeader header) {
    Table.Builder table =
        Table.titled("What was replayed, from the first file").text("what").text("value");
    table.row("trace", header.trace().name());
    recording(header.trace().notes())
        .forEach(note -> table.row("recording: " + note.key(), note.value()));
    table.row("trace's SHA-256", header.trace().sha256());
    table.row("steps that prepared it", String.join(", ", header.trace().steps()));
    table.row(
        "heap",
        "%s bytes (%s)"
            .formatted(
                QuantityFormatter.count(header.heapSize()),
                header.trial().setting().heap().text()));
    table.row("peak of live bytes", QuantityFormatter.count(header.peakLive()));
    table.row("compaction budget", budget(header.trial().setting().budget()));
    return table.build();
  }

  private static Table machine(AllocStatsHeader header) {
    Table.Builder table = Table.titled("The machine").text("what").text("value");
    table.row("points in a file", header.dataPoints());
    Optional<TimingEnvironment> environment = header.environment();
    environment.ifPresent(
        where -> {
          table.row("rmalloc", where.version() + ", " + where.commit());
          table.row("JDK", where.jdk());
          table.row("CPU", where.cpu());
          table.row("system", where.os());
          table.row(
              "timer",
              "overhead %s ns, taken off; resolution %s ns"
                  .formatted(where.timerOverheadNanos(), where.timerResolutionNanos()));
        });
    return table.build();
  }

  private static String budget(CompactionLimit budget) {
    return budget.isLimited() ? QuantityFormatter.count(budget.bytes()) + " bytes" : "unlimited";
  }
}
