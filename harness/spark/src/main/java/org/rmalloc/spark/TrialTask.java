// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rmalloc.experiment.run.PlannedTrial;
import org.rmalloc.experiment.run.TrialFamily;
import org.rmalloc.replay.Measures;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.trial.Setting;
import org.rmalloc.trace.read.ReadOptions;

/**
 * A family of trials as texts, for another process.
 *
 * @param input name of the trace's file, which results say
 * @param sha256 of the trace's uncompressed bytes, which also names the file that Spark brings
 * @param dialect of the trace; empty where it says it itself
 * @param contender as after {@code -a}
 * @param settings of the trials
 * @param files names of the trials' results, in the order of the settings
 */
record TrialTask(
    String input,
    String sha256,
    String dialect,
    boolean lenient,
    String contender,
    List<SettingText> settings,
    List<String> files,
    String dataPoints,
    boolean smallestHeap)
    implements Serializable {

  /** A setting as texts. */
  record SettingText(
      String heap,
      String locks,
      String realloc,
      int rounds,
      int killPercent,
      long seed,
      long budget)
      implements Serializable {
    static SettingText of(Setting setting) {
      return new SettingText(
          setting.heap().text(),
          setting.locks().name(),
          setting.realloc().name(),
          setting.rounds(),
          setting.killPercent(),
          setting.seed(),
          setting.budget().bytes());
    }
  }

  static TrialTask of(TrialFamily family, String input) {
    PlannedTrial first = family.trials().getFirst();
    ReadOptions reading = family.preparation().trace().readOptions();
    Measures measures = family.measures();
    return new TrialTask(
        input,
        first.trial().trace().sha256(),
        reading.dialect().map(Enum::name).orElse(""),
        reading.lenient(),
        text(family.contender()),
        new ArrayList<>(
            family.trials().stream()
                .map(trial -> SettingText.of(trial.combination().setting()))
                .toList()),
        new ArrayList<>(family.trials().stream().map(PlannedTrial::file).toList()),
        measures.dataPoints().text(),
        measures.smallestHeap());
  }

  private static String text(Contender contender) {
    StringBuilder text = new StringBuilder(escaped(contender.label() + "=" + contender.name()));
    for (Map.Entry<String, String> option : contender.optionTexts().entrySet()) {
      text.append(':').append(escaped(option.getKey() + "=" + option.getValue()));
    }
    return text.toString();
  }

  private static String escaped(String text) {
    return text.replaceAll("[,:\\\\]", "\\\\$0");
  }
}
