// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rmalloc.experiment.run.PlannedTrial;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.trace.read.ReadOptions;

/**
 * Trials of one prepared trace as texts, for another process.
 *
 * @param input name of the trace's file, which results say
 * @param sha256 of the trace's uncompressed bytes, which also names the file that Spark brings
 * @param dialect of the trace; empty where it says it itself
 * @param trials one after the other; where they are timed, together
 * @param forks of each timing; 0 where nothing is timed
 */
record SparkTask(
    String input,
    String sha256,
    String dialect,
    boolean lenient,
    ArrayList<TrialText> trials,
    String dataPoints,
    boolean smallestHeap,
    int forks,
    long forkSeed)
    implements Serializable {

  /**
   * A trial as texts.
   *
   * @param contender as after {@code -a}
   * @param file name of its result
   */
  record TrialText(String contender, SettingText setting, String file) implements Serializable {
    static TrialText of(PlannedTrial trial) {
      return new TrialText(
          text(trial.combination().contender()),
          SettingText.of(trial.combination().setting()),
          trial.file());
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
    static SettingText of(TrialSetting setting) {
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

  /**
   * Of trials that share a prepared trace.
   *
   * @param trials one or more
   * @param input name of the trace's file
   */
  static SparkTask of(List<PlannedTrial> trials, MeasurementSettings measures, String input) {
    PlannedTrial first = trials.getFirst();
    ReadOptions reading = first.combination().trace().readOptions();
    return new SparkTask(
        input,
        first.trial().trace().sha256(),
        reading.dialect().map(Enum::name).orElse(""),
        reading.lenient(),
        new ArrayList<>(trials.stream().map(TrialText::of).toList()),
        measures.dataPoints().text(),
        measures.smallestHeap(),
        measures.timed() ? measures.forks() : 0,
        measures.forkSeed());
  }

  /** Whether its trials are timed. */
  boolean timed() {
    return forks > 0;
  }
}
