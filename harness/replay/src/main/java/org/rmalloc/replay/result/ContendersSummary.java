// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.rmalloc.replay.trial.TrialSetting;

/**
 * One trace against several contenders: what {@code run --format json} prints.
 *
 * @param trace its name
 * @param traceSha256 of the file's uncompressed bytes
 * @param requests N, F and R in the trace
 * @param peakLive the maximum of live bytes
 * @param heap as it was asked for
 * @param locks which locks were obeyed: {@code fine} or {@code coarse} where they were simulated,
 *     {@code trace} where the trace itself holds them, {@code none}
 * @param rounds how often the trace was played
 * @param killPercent share of live blocks freed between rounds; empty for one round
 * @param seed of their selection; empty where it has no effect
 * @param contenders in the order asked for; when timed, the last is {@code noop}; where malloc
 *     libraries are timed, their replayer's is {@code noop-native}
 * @param findings in words
 */
public record ContendersSummary(
    String trace,
    String traceSha256,
    long requests,
    long peakLive,
    String heap,
    String locks,
    int rounds,
    OptionalLong killPercent,
    OptionalLong seed,
    List<ContenderFigures> contenders,
    List<FindingText> findings) {

  /**
   * A finding as files hold it.
   *
   * @param kind of finding, such as {@code smallest-heap}
   * @param labels of the contenders that it names
   * @param text one or more sentences
   */
  public record FindingText(String kind, List<String> labels, String text) {
    /** Copies the list. */
    public FindingText {
      labels = List.copyOf(labels);
    }
  }

  /** Copies the lists. */
  public ContendersSummary {
    contenders = List.copyOf(contenders);
    findings = List.copyOf(findings);
  }

  /**
   * Of results.
   *
   * @param results at least one, all of one trace and setting
   */
  public static ContendersSummary of(List<TrialResult> results, List<FindingText> findings) {
    AllocStatsHeader header = results.getFirst().header();
    TrialSetting setting = header.trial().setting();
    List<ContenderFigures> contenders =
        new ArrayList<>(results.stream().map(ContenderFigures::of).toList());
    for (boolean library : List.of(false, true)) { // each has a replayer of its own
      results.stream()
          .filter(result -> result.header().isNative() == library)
          .flatMap(result -> ContenderFigures.ofNoop(result).stream())
          .findFirst()
          .ifPresent(contenders::add);
    }
    return new ContendersSummary(
        header.trace().name(),
        header.trace().sha256(),
        results.getFirst().summary().requests(),
        header.peakLive(),
        setting.heap().text(),
        header.locks(),
        setting.rounds(),
        setting.kills() ? OptionalLong.of(setting.killPercent()) : OptionalLong.empty(),
        setting.draws() ? OptionalLong.of(setting.seed()) : OptionalLong.empty(),
        contenders,
        findings);
  }
}
