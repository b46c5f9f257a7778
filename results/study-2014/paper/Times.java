// SPDX-License-Identifier: Apache-2.0
import java.util.List;

/**
 * Times of an op with their intervals, as {@code compare} gives them, and the trials that they are
 * of.
 */
record Times(TsvTable sound, TsvTable timed) {

  /** On how many programs one allocator is faster or slower than another beyond their intervals. */
  record Comparison(int faster, int slower, int programs) {
    /** Holds if slower on none, does not hold if slower on most. */
    Verdict verdict() {
      return slower * 2 > programs
          ? Verdict.DOES_NOT_HOLD
          : slower == 0 ? Verdict.HOLDS : Verdict.CANNOT_BE_TOLD;
    }

    String words(String contender, String base) {
      return "%s is faster than %s beyond the intervals on %d of %d programs, slower on %d"
          .formatted(contender, base, faster, programs, slower);
    }
  }

  List<String> programs() {
    return sound.values("app");
  }

  List<String> allocators() {
    return timed.where(row -> row.is("kind", "arena")).stream()
        .map(row -> row.text("contender"))
        .distinct()
        .toList();
  }

  /** What {@code compare} says of an allocator's time on a program. */
  TsvTable.Row at(String program, String allocator) {
    List<TsvTable.Row> found =
        sound.where(
            row ->
                row.is("app", program) && row.is("table", "speed") && row.is("driver", allocator));
    if (found.size() != 1) {
      throw new PaperException(
          "%s: found %d times of %s on %s, expected one"
              .formatted(sound.file(), found.size(), allocator, program));
    }
    return found.getFirst();
  }

  Comparison compare(String contender, String base) {
    int faster = 0;
    int slower = 0;
    for (String program : programs()) {
      TsvTable.Row own = at(program, contender);
      TsvTable.Row other = at(program, base);
      if (!own.has("average") || own.number("average_low") > other.number("average_high")) {
        slower++; // one that did not finish has no time
      } else if (own.number("average_high") < other.number("average_low")) {
        faster++;
      }
    }
    return new Comparison(faster, slower, programs().size());
  }

  List<TsvTable.Row> trials(List<String> contenders) {
    return timed.where(row -> contenders.contains(row.text("contender")));
  }
}
