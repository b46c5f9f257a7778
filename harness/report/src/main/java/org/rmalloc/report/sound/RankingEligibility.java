// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

/** Whether an allocator takes part in a ranking. */
public enum RankingEligibility {
  /** It does. */
  RANKED,
  /** Too few processes timed it, or the machine was too noisy: shown with the ranked. */
  NOT_RANKED,
  /** A lower bound: shown beside the ranking. */
  LOWER_BOUND,
  /** Its file has no times: shown behind the ranking. */
  UNTIMED,
  /** Its replay stopped early: last. */
  DID_NOT_FINISH
}
