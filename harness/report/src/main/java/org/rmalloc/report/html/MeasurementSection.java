package org.rmalloc.report.html;

import java.util.Optional;
import org.rmalloc.replay.result.Environment;
import org.rmalloc.replay.result.Header;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.report.sound.ScoredContender;
import org.rmalloc.report.sound.SoundScore;
import org.rmalloc.report.table.Quantity;
import org.rmalloc.report.table.Table;

/** How it was measured: the recording, the machine, the files. */
public record MeasurementSection(SoundScore score) implements PageSection {
  @Override
  public String markup(PageCharts charts) {
    StringBuilder out = new StringBuilder("<h3>How it was measured</h3>\n");
    score.contenders().stream()
        .flatMap(contender -> contender.making().stream())
        .findFirst()
        .ifPresent(header -> out.append(Markup.table(making(header))));
    return out.append(Markup.folded("The files, with their SHA-256", Markup.table(files(score))))
        .toString();
  }

  private static Table files(SoundScore score) {
    Table.Builder table =
        Table.titled("The full files; the charts draw a part of their points")
            .text("allocator")
            .text("file")
            .figures("points", "")
            .text("SHA-256");
    for (ScoredContender contender : score.contenders()) {
      table.row(
          contender.label(),
          String.valueOf(contender.header().file().getFileName()),
          Quantity.count(contender.points()),
          contender.sha256());
    }
    return table.build();
  }

  private static Table making(Header header) {
    Table.Builder table = Table.titled("As the first of our files says").text("what").text("value");
    table.row("trace", header.trace().name());
    table.row("trace's SHA-256", header.trace().sha256());
    table.row("prepared by", String.join(", ", header.trace().steps()));
    table.row(
        "heap",
        "%s bytes (%s)"
            .formatted(Quantity.count(header.heapSize()), header.trial().setting().heap().text()));
    table.row("peak of live bytes", Quantity.count(header.peakLive()));
    table.row("points", header.dataPoints());
    table.row("compaction budget", budget(header.trial().setting().budget()));
    Optional<Environment> environment = header.environment();
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
    return budget.isLimited() ? Quantity.count(budget.bytes()) + " bytes" : "unlimited";
  }
}
