// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.rmalloc.experiment.baseline.Baseline;
import org.rmalloc.experiment.baseline.BaselineEntry;
import org.rmalloc.experiment.baseline.BaselineReader;
import org.rmalloc.experiment.baseline.BaselineWriter;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.replay.RunListener;
import org.rmalloc.trace.CountWithNoun;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.file.OutputFile;

/** Writes a baseline anew, and says what changes in it. */
public final class BaselineUpdater {
  private final StringBuilder text = new StringBuilder();

  private BaselineUpdater() {}

  /**
   * Measures an experiment and replaces its baseline in one step.
   *
   * @return what changed, for people: a line for each figure
   */
  public static String write(Experiment experiment, GateSettings request, RunListener listener)
      throws IOException {
    BaselineUpdater update = new BaselineUpdater();
    Optional<Baseline> before = update.before(request);
    try (OutputFile file = OutputFile.create(request.baseline())) { // refused before the work
      Baseline after =
          new Gate(experiment, GateRun.measures(experiment, request), listener).measure();
      file.stream().write(BaselineWriter.text(after).getBytes(StandardCharsets.UTF_8));
      file.commit();
      update.compare(before, after, request.baseline().toString());
    }
    return update.text.toString();
  }

  /** The baseline that is there; one that cannot be read is replaced. */
  private Optional<Baseline> before(GateSettings request) throws IOException {
    if (!Files.exists(request.baseline())) {
      return Optional.empty();
    }
    try {
      return Optional.of(BaselineReader.read(request.baseline()).baseline());
    } catch (UsageException e) {
      line("replaced a file that was no baseline: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void compare(Optional<Baseline> before, Baseline after, String file) {
    Map<String, BaselineEntry> old = before.map(Baseline::trials).map(Map::copyOf).orElse(Map.of());
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(after.trials().keySet());
    int changed = 0;
    for (String name : names) {
      int length = text.length();
      compare(name, Optional.ofNullable(old.get(name)), after.trial(name));
      changed += text.length() > length ? 1 : 0;
    }
    line(
        "%s: %s, %d changed, new or gone"
            .formatted(file, CountWithNoun.of(after.trials().size(), "trial"), changed));
  }

  private void compare(String name, Optional<BaselineEntry> before, Optional<BaselineEntry> after) {
    if (before.isEmpty()) {
      line("new    " + name);
    } else if (after.isEmpty()) {
      line("gone   " + name);
    } else if (before.get().mismatch(after.get()).isPresent()) {
      line("other  %s %s".formatted(name, before.get().mismatch(after.get()).get()));
    } else {
      figures(name, before.get(), after.get());
    }
  }

  private void figures(String name, BaselineEntry before, BaselineEntry after) {
    ExactMetricJudge.judge(before.figures(), after.figures(), Map.of()).stream()
        .filter(change -> change.kind() != JudgedMetricChange.Kind.EQUAL)
        .forEach(change -> line("%s %s   %s".formatted(word(change), name, words(change))));
    if (before.figures().equals(after.figures()) && !before.trail().equals(after.trail())) {
      line("other  %s   trail".formatted(name));
    }
  }

  private static String word(JudgedMetricChange change) {
    return switch (change.kind()) {
      case WORSE, ALLOWED -> "worse ";
      case BETTER -> "better";
      case OTHER, EQUAL -> "other ";
    };
  }

  private static String words(JudgedMetricChange change) {
    return "%s %s → %s".formatted(change.key(), number(change.before()), number(change.after()));
  }

  private static String number(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "none";
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
