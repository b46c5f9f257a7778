// SPDX-License-Identifier: Apache-2.0
import java.util.List;

/**
 * A claim of 2014, the verdicts on it, and what they rest on.
 *
 * @param name H1, or C and a number
 * @param words the claim itself
 * @param published what the published data say of it under sound scoring
 * @param today what the trials of this study say of it
 * @param rule when it holds
 * @param trials whose keys the verdict rests on
 */
record Claim(
    String name,
    String words,
    Finding published,
    Finding today,
    String rule,
    List<TsvTable.Row> trials) {
  Claim {
    trials = List.copyOf(trials);
    if (trials.isEmpty()) {
      throw new PaperException(name + ": rests on no trial");
    }
  }

  List<String> keys() {
    return trials.stream().map(trial -> trial.text("key")).distinct().toList();
  }
}
