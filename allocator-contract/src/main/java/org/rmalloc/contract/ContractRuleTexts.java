// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of the contract in a few words each, by the numbers that messages begin with. */
final class ContractRuleTexts {
  private static final Pattern NUMBER = Pattern.compile("C(\\d+): ");

  private static final List<String> WORDS =
      List.of(
          "a request succeeds exactly up to the size that the allocator reports",
          "the allocator makes room for exactly maxmem bytes",
          "a request that fails changes nothing",
          "a locked block stays where it is, at the address that was notified",
          "the walk tiles the heap, as the allocator's events do",
          "asking for a figure changes nothing and counts nothing",
          "every call returns",
          "a compaction keeps to its budget and reports what it did",
          "the same calls have the same results, whether checked or not",
          "misuse is refused and changes nothing",
          "once all blocks are freed, requests as large as at first succeed",
          "the address of an aligned block is a multiple of its alignment");

  private ContractRuleTexts() {}

  /** A message that begins with a rule's number, with what the rule says behind it. */
  static String explained(String message) {
    Matcher number = NUMBER.matcher(message);
    return number.lookingAt()
        ? "%s (rule C%s: %s)"
            .formatted(message, number.group(1), WORDS.get(Integer.parseInt(number.group(1)) - 1))
        : message;
  }
}
