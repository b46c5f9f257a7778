// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.Trial;
import org.rmalloc.trace.UsageException;

/**
 * A share of the trials of an experiment. Trials that differ in their heap alone are in one, since
 * they share a smallest heap.
 *
 * @param number from 1
 * @param count of shards
 */
public record TrialShard(int number, int count) {
  /** All trials. */
  public static final TrialShard WHOLE = new TrialShard(1, 1);

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");
  private static final int DIGITS = 15; // of 4 bits, in a long

  /** Checks the range. */
  public TrialShard {
    if (number < 1 || number > count) {
      throw new UsageException(
          "shard: found %d/%d, expected i/n with i from 1 to n".formatted(number, count));
    }
  }

  /** Reads {@code i/n}. */
  public static TrialShard parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new UsageException(
          "shard: found '%s', expected i/n with i from 1 to n, such as 1/4".formatted(text));
    }
    return new TrialShard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  /** Whether a trial is in it. */
  boolean holds(Trial trial) {
    if (count == 1) {
      return true; // without a digest, of which a large matrix has many
    }
    String key =
        new Trial(trial.trace(), trial.contender(), trial.setting().withHeap(HeapSize.parse("min")))
            .key();
    return Long.parseLong(key.substring(0, DIGITS), 16) % count == number - 1;
  }
}
