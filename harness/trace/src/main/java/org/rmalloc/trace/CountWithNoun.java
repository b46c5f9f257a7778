// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

import java.util.Locale;

/** Says how many there are of something: {@code 1 trial}, {@code 1,116 trials}. */
public final class CountWithNoun {
  private CountWithNoun() {}

  /**
   * A count with its noun.
   *
   * @param noun in the singular; its plural ends in s
   */
  public static String of(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }
}
