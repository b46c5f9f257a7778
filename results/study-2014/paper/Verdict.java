// SPDX-License-Identifier: Apache-2.0

/** What data say of a claim. */
enum Verdict {
  HOLDS("holds"),
  DOES_NOT_HOLD("does not hold"),
  CANNOT_BE_TOLD("cannot be told");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  static Verdict of(boolean holds) {
    return holds ? HOLDS : DOES_NOT_HOLD;
  }

  String words() {
    return words;
  }
}
