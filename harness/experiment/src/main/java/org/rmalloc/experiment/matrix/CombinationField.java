// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.matrix;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.TrialSetting;

/** What {@code include}, {@code exclude} and tolerances match combinations by. */
public enum CombinationField {
  /** The trace's name. */
  TRACE,
  /** The contender's label. */
  CONTENDER,
  /** The name of the contender's allocator. */
  ALLOCATOR,
  /** The heap in its shortest form: {@code 2x}, {@code 65536}, {@code min}. */
  HEAP,
  /** Which locks. */
  LOCKS,
  /** What a resize becomes. */
  REALLOC,
  /** How many rounds. */
  ROUNDS,
  /** Percent of live blocks freed between rounds. */
  KILL_PERCENT,
  /** The seed of their selection. */
  SEED,
  /** Bytes, or {@code none}. */
  BUDGET;

  /** As files call it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its value in a combination, as users type it. */
  public String of(TrialCombination combination) {
    TrialSetting setting = combination.setting();
    return switch (this) {
      case TRACE -> combination.trace().name();
      case CONTENDER -> combination.contender().label();
      case ALLOCATOR -> combination.contender().name();
      case HEAP -> setting.heap().text();
      case LOCKS -> setting.locks().text();
      case REALLOC -> setting.realloc().label();
      case ROUNDS -> Integer.toString(setting.rounds());
      case KILL_PERCENT -> Integer.toString(setting.killPercent());
      case SEED -> Long.toString(setting.seed());
      case BUDGET -> text(setting.budget());
    };
  }

  private static String text(CompactionLimit budget) {
    return budget.isLimited() ? Long.toString(budget.bytes()) : "none";
  }

  /** The field of that key. */
  public static Optional<CombinationField> ofKey(String key) {
    return Arrays.stream(values()).filter(field -> field.key().equals(key)).findFirst();
  }

  /** Every key. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(CombinationField::key).toList();
  }
}
