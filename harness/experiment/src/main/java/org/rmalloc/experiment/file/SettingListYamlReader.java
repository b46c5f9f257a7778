// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.trace.mapping.ReallocMode;

/** The settings of an experiment: seven lists that multiply. */
final class SettingListYamlReader {
  /** The keys, in the order in which the lists vary, the last fastest. */
  static final List<String> KEYS =
      List.of("heaps", "locks", "realloc", "rounds", "kill-percent", "seeds", "budgets");

  private final KnownKeyMap keys;
  private List<TrialSetting> settings =
      List.of(
          new TrialSetting(
              HeapSize.parse(HeapSize.DEFAULT_TEXT),
              LockSimulationSetting.FINE,
              ReallocMode.RESIZE,
              1,
              0,
              1,
              CompactionLimit.NONE));

  private SettingListYamlReader(KnownKeyMap keys) {
    this.keys = keys;
  }

  /** Every setting, in order. */
  static List<TrialSetting> read(KnownKeyMap keys) {
    SettingListYamlReader lists = new SettingListYamlReader(keys);
    lists.vary(
        "heaps",
        "bytes (65536, 64KiB), a factor of the peak (1.5x), or min",
        List.of("min"),
        HeapSize::parse,
        TrialSetting::withHeap);
    lists.vary(
        "locks",
        "fine, coarse or none",
        KeywordYamlReader.names(LockSimulationSetting.values(), LockSimulationSetting::text),
        text ->
            KeywordYamlReader.named(
                text, LockSimulationSetting.values(), LockSimulationSetting::text),
        TrialSetting::withLocks);
    lists.vary(
        "realloc",
        "resize or free-new",
        KeywordYamlReader.names(ReallocMode.values(), ReallocMode::label),
        text -> KeywordYamlReader.named(text, ReallocMode.values(), ReallocMode::label),
        TrialSetting::withRealloc);
    lists.vary(
        "rounds",
        "a whole number, 1 or more",
        List.of(),
        text -> (int) KeywordYamlReader.number(text, 1, Integer.MAX_VALUE),
        TrialSetting::withRounds);
    lists.vary(
        "kill-percent",
        "a whole number from 0 to 100, without a unit",
        List.of(),
        text -> (int) KeywordYamlReader.number(text, 0, 100),
        TrialSetting::withKillPercent);
    lists.vary(
        "seeds",
        "a whole number, 0 or more",
        List.of(),
        KeywordYamlReader::number,
        TrialSetting::withSeed);
    lists.vary(
        "budgets",
        "bytes (4096, 64KiB), 1 or more, or none",
        List.of("none"),
        CompactionLimitParser::parse,
        TrialSetting::withBudget);
    return lists.settings;
  }

  /** Makes a setting with another value. */
  @FunctionalInterface
  private interface With<T> {
    TrialSetting of(TrialSetting setting, T value);
  }

  private <T> void vary(
      String key, String expected, List<String> words, Function<String, T> meaning, With<T> with) {
    keys.get(key)
        .ifPresent(
            list -> {
              List<T> values = ValueListYamlReader.of(list, expected, words, meaning);
              List<TrialSetting> more = new ArrayList<>();
              for (TrialSetting setting : settings) {
                values.forEach(value -> more.add(with.of(setting, value)));
              }
              settings = more;
            });
  }
}
