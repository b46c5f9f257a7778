// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.scoring2014;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.report.literal.StatsFile2014;

/** Worked by hand from the rules of the 2014 tables. */
class Scoring2014Test {
  private static final double EXACT = 1e-12;

  private static StatsFile2014 file(String label, String... points) throws IOException {
    StringBuilder text = new StringBuilder("driver = '%s'\n".formatted(label));
    text.append("opsfile = 'x'\nheap_size = 1000\nalloc_stats = [");
    for (String point : points) {
      String[] words = point.split(" ", -1);
      text.append(
          """
          {'op_index': %s, 'op': '%s', 'current_op_time': %s, 'oom_time': 1, 'maxmem': %s,
           'used': 10, 'free': 990, 'overhead': 0, 'optime_maxmem': 3, 'size': 10},
          """
              .formatted(words[0], words[1], words[2], words[3]));
    }
    return StatsFile2014.read(Path.of(label), new StringReader(text + "]"), () -> "");
  }

  /** Times 9, 19 (a free keeps the time before it: 19), 29; spaces 90, 80, 70, 60. */
  private static StatsFile2014 first() throws IOException {
    return file("first", "0 F 8 900", "1 N 18 800", "2 F 99 700", "3 N 28 600");
  }

  /** Times 9, 9; spaces 90, 0, where it is cut: its point 2 is not scored. */
  private static StatsFile2014 second() throws IOException {
    return file("second", "2 N 1 999", "0 N 8 900", "1 N 8 0");
  }

  @Test
  void timesAreScoredPointByPoint() throws IOException {
    ScoreTable2014 table = Scoring2014.score("x", List.of(first(), second()), List.of(1000L));
    assertEquals(4, table.points());
    ScoreTable2014.Speed winner = table.speed().getFirst();
    ScoreTable2014.Speed loser = table.speed().getLast();
    // Point by point, first against second: 9:9, 19:9, 19:0, 29:0.
    assertEquals("first", loser.label());
    assertEquals(100 * 3 / 8.0, loser.penaltyCount(), EXACT);
    assertEquals(100 * (10 / 9.0 + 18 + 28) / 8, loser.penaltyWeighted(), EXACT);
    assertEquals(25, loser.best(), EXACT, "an equal time, and the first argument");
    assertEquals(100, loser.worst(), EXACT);
    assertEquals(19, loser.average(), "76 / 4");
    assertEquals(19, loser.median(), "9 19 [19] 29");
    assertTrue(loser.finished());
    assertEquals("second", winner.label());
    assertEquals(100 / 8.0, winner.penaltyCount(), EXACT, "second in the tie at point 0");
    assertEquals(0, winner.penaltyWeighted(), EXACT);
    assertEquals(75, winner.best(), EXACT);
    assertEquals(0, winner.worst(), EXACT);
    assertEquals(4, winner.average(), "18 / 4, rounded down");
    assertEquals(9, winner.median(), "0 0 [9] 9");
    assertFalse(winner.finished());
  }

  @Test
  void spaceReversesTheWholeOrderTiesIncluded() throws IOException {
    ScoreTable2014 table = Scoring2014.score("x", List.of(first(), second()), List.of(1000L));
    ScoreTable2014.Space winner = table.space().getFirst();
    ScoreTable2014.Space loser = table.space().getLast();
    assertEquals("first", winner.label());
    assertEquals(100 / 8.0, winner.penaltyCount(), EXACT, "behind the later argument in the tie");
    assertEquals(100, winner.best(), EXACT);
    assertEquals(100, loser.worst() + winner.worst(), EXACT);
    assertEquals(100 * 3 / 8.0, loser.penaltyCount(), EXACT);
    assertEquals(100 * 3 / 8.0, loser.penaltyWeighted(), EXACT, "nothing against something is 1");
  }

  @Test
  void argumentOrderDecidesTies() throws IOException {
    ScoreTable2014 table =
        Scoring2014.score(
            "x", List.of(file("b", "0 N 8 900"), file("a", "0 N 8 900")), List.of(1000L));
    assertEquals("b", table.speed().getFirst().label());
    assertEquals("a", table.space().getFirst().label());
  }

  @Test
  void oneFileAloneIsBestAndWorst() throws IOException {
    ScoreTable2014.Speed alone =
        Scoring2014.score("x", List.of(first()), List.of(1000L)).speed().getFirst();
    assertEquals(0, alone.penaltyCount());
    assertEquals(100, alone.best());
    assertEquals(100, alone.worst());
  }

  @Test
  void placesAreAveragedAndTheUnfinishedComesLast() throws IOException {
    ScoreTable2014 table = Scoring2014.score("x", List.of(first(), second()), List.of(1000L));
    List<OverallPlaces2014.Position> places = OverallPlaces2014.ofSpeed(List.of(table, table));
    // second: penalty 1, best 1, worst 1, average 1, but it did not finish: 2 each.
    assertEquals(
        List.of(
            new OverallPlaces2014.Position("first", 2, 2),
            new OverallPlaces2014.Position("second", 2, 2)),
        places);
  }
}
