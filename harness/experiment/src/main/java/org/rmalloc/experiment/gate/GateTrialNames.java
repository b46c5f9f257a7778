// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.experiment.matrix.TrialCombination;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.trial.TrialSetting;

/** What a gate calls a trial and its contender. */
final class GateTrialNames {
  private static final String SEPARATOR = " · ";

  private GateTrialNames() {}

  /** Label, trace, heap, and what of the setting has an effect and is not the default. */
  static String of(TrialCombination combination) {
    TrialSetting setting = combination.setting();
    TrialSetting usual = TrialSetting.DEFAULT;
    List<String> parts = new ArrayList<>();
    parts.add(combination.contender().label());
    parts.add(combination.trace().name());
    parts.add(setting.heap().text());
    addIf(setting.locks() != usual.locks(), parts, "locks " + setting.locks().text());
    addIf(setting.realloc() != usual.realloc(), parts, setting.realloc().label());
    addIf(setting.kills(), parts, "rounds " + setting.rounds());
    addIf(setting.kills(), parts, "kill " + setting.killPercent() + " %");
    addIf(setting.draws(), parts, "seed " + setting.seed());
    addIf(setting.budget().isLimited(), parts, "budget " + setting.budget().bytes());
    return String.join(SEPARATOR, parts);
  }

  private static void addIf(boolean has, List<String> parts, String part) {
    if (has) {
      parts.add(part);
    }
  }

  /** The allocator, and its options that are not at their defaults, as after {@code -a}. */
  static String contender(JavaAllocatorContender contender) {
    StringBuilder text = new StringBuilder(contender.name());
    ownOptions(contender)
        .forEach((name, value) -> text.append(':').append(name).append('=').append(value));
    return text.toString();
  }

  /** The options of a contender that are not at their defaults, in order of names. */
  static Map<String, String> ownOptions(JavaAllocatorContender contender) {
    Map<String, String> own = new TreeMap<>(contender.optionTexts());
    Map<String, String> defaults = OptionValues.defaults(contender.provider().options()).asText();
    own.entrySet().removeAll(defaults.entrySet());
    return own;
  }
}
