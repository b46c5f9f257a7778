// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.natives;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rmalloc.replay.result.LibraryMemoryPageFigures;
import org.rmalloc.replay.result.LibraryProcessFacts;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.report.table.QuantityFormatter;

/** What is to be said of single malloc libraries under their table. */
final class LibraryTableNotes {
  private static final int PRINTED_CHARACTERS = 200; // so that a chatty one is no page

  private LibraryTableNotes() {}

  /** How each ended that did not finish, what is less exact than it could be, what each printed. */
  static List<String> of(List<TrialResult> results) {
    List<String> notes = new ArrayList<>();
    results.forEach(result -> aboutOutcome(result, notes));
    results.forEach(result -> aboutMethod(result, notes));
    results.forEach(result -> aboutPrinted(result, notes));
    return notes;
  }

  private static void aboutOutcome(TrialResult result, List<String> notes) {
    String label = result.header().label();
    switch (result.summary().outcome()) {
      case ReplayOutcome.Finished _ -> {}
      case ReplayOutcome.NotTried(String reason) ->
          notes.add("%s was not tried: %s".formatted(label, reason));
      case ReplayOutcome.Ended _, ReplayOutcome.OutOfMemory _, ReplayOutcome.Refused _ ->
          notes.add("%s did not finish: %s".formatted(label, result.summary().outcome().reason()));
    }
  }

  /** What is less exact than it could be. */
  private static void aboutMethod(TrialResult result, List<String> notes) {
    Optional<LibraryMemoryPageFigures> pages = result.summary().pages();
    String label = result.header().label();
    pages
        .flatMap(LibraryMemoryPageFigures::inexactBecause)
        .ifPresent(
            why -> notes.add("%s: resident is at least what is said: %s".formatted(label, why)));
    pages
        .filter(figures -> figures.residentSpread().isPresent())
        .ifPresent(figures -> notes.add("%s: %s".formatted(label, aboutSpread(figures))));
    pages
        .filter(figures -> !figures.fixedAddresses())
        .ifPresent(
            _ ->
                notes.add(
                    "%s: addresses are randomised here, so pages differ a little from run to run"
                        .formatted(label)));
  }

  /** A library that complains of an option still runs, without it. */
  private static void aboutPrinted(TrialResult result, List<String> notes) {
    result
        .header()
        .process()
        .flatMap(LibraryProcessFacts::printed)
        .map(
            text ->
                text.length() <= PRINTED_CHARACTERS
                    ? text
                    : text.substring(0, PRINTED_CHARACTERS) + "…")
        .ifPresent(text -> notes.add("%s printed: %s".formatted(result.header().label(), text)));
  }

  private static String aboutSpread(LibraryMemoryPageFigures pages) {
    return "pages %s is shown; the largest resident peak is %s above the smallest"
        .formatted(
            pages.randomised()
                ? "differ from run to run: the median of 5"
                : "depend on where its memory lies: the median of 5 places",
            QuantityFormatter.bytes(pages.residentSpread().orElseThrow()));
  }
}
