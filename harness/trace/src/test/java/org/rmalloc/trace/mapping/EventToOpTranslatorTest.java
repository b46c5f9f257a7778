// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.random.SplitMix64;

class EventToOpTranslatorTest {
  private final List<String> ops = new ArrayList<>();
  private final EventToOpTranslator mapping = mapping(ReallocMode.RESIZE, false);

  private EventToOpTranslator mapping(ReallocMode realloc, boolean strict) {
    return new EventToOpTranslator(
        (kind, handle, address, size) ->
            ops.add(
                "%d %c %s %d"
                    .formatted(handle, kind.letter(), Long.toUnsignedString(address), size)),
        realloc,
        strict);
  }

  @Test
  void anAccessIsCutToTheBlockThatItStartsInOrReachesInto() throws IOException {
    mapping.allocated(100, 10);
    mapping.allocated(110, 2);
    mapping.accessed(OpKind.LOAD, 100, 10);
    mapping.accessed(OpKind.LOAD, 108, 8);
    mapping.accessed(OpKind.STORE, 96, 8);
    mapping.accessed(OpKind.STORE, 96, 32);
    mapping.accessed(OpKind.MODIFY, 96, 4);
    mapping.accessed(OpKind.MODIFY, 112, 4);
    List<String> expected =
        List.of("0 N 100 10", "1 N 110 2", "0 L 100 10", "0 L 108 2", "0 S 100 4", "0 S 100 10");
    assertEquals(expected, ops);
    assertCounts("new 2, access 1, clipped_end 1, clipped_front 2, stray 2");
  }

  @Test
  void aNewBlockFreesTheLiveOnesThatItOverlaps() throws IOException {
    mapping.allocated(100, 10);
    mapping.allocated(120, 10);
    mapping.allocated(140, 10);
    mapping.allocated(109, 12);
    mapping.allocated(140, 10);
    mapping.freed(100);
    List<String> expected =
        List.of(
            "0 N 100 10",
            "1 N 120 10",
            "2 N 140 10",
            "0 F 100 0",
            "1 F 120 0",
            "3 N 109 12",
            "2 F 140 0",
            "4 N 140 10");
    assertEquals(expected, ops);
    assertCounts("new 5, implicit_free 2, duplicate_new 1, double_free 1");
  }

  @Test
  void framesThatFitNoBlockAreDropped() throws IOException {
    mapping.allocated(0, 8);
    mapping.allocated(100, 0);
    mapping.accessed(OpKind.LOAD, 100, 1);
    mapping.freed(0);
    mapping.freed(99);
    mapping.freed(100);
    mapping.freed(100);
    mapping.allocated(200, 8);
    mapping.freed(204);
    mapping.freed(208);
    assertEquals(List.of("0 N 100 0", "0 F 100 0", "1 N 200 8"), ops);
    assertCounts(
        "new 2, free 1, stray 1, zero_size 1, null_new 1, null_free 1, interior_free 1,"
            + " double_free 1, unknown_free 2");
  }

  @Test
  void aResizeKeepsTheHandleAtItsNewPlace() throws IOException {
    mapping.allocated(100, 10);
    mapping.allocated(200, 10);
    mapping.resized(100, 104, 20);
    mapping.resized(104, 190, 30);
    mapping.resized(0, 300, 5);
    mapping.resized(300, 0, 6);
    mapping.resized(999, 400, 7);
    mapping.accessed(OpKind.LOAD, 219, 1);
    List<String> expected =
        List.of(
            "0 N 100 10",
            "1 N 200 10",
            "0 R 104 20",
            "1 F 200 0",
            "0 R 190 30",
            "2 N 300 5",
            "3 N 400 7",
            "0 L 219 1");
    assertEquals(expected, ops);
    assertCounts("new 4, realloc 2, access 1, null_new 1, implicit_free 1, unknown_free 1");
  }

  @Test
  void aResizeBecomesAFreeAndABirthOnDemand() throws IOException {
    EventToOpTranslator freeNew = mapping(ReallocMode.FREE_NEW, false);
    freeNew.allocated(100, 10);
    freeNew.resized(100, 104, 20);
    freeNew.freed(104);
    assertEquals(List.of("0 N 100 10", "0 F 100 0", "1 N 104 20", "1 F 104 0"), ops);
  }

  @Test
  void strictRefusesWhatIsAtOddsWithItself() throws IOException {
    EventToOpTranslator strict = mapping(ReallocMode.RESIZE, true);
    strict.allocated(100, 10);
    strict.freed(0);
    strict.accessed(OpKind.LOAD, 5, 1);
    InvalidOpException overlap =
        assertThrows(InvalidOpException.class, () -> strict.allocated(105, 1));
    assertEquals(
        "found a new block at 105 that overlaps the live one at 100 (implicit_free);"
            + " expected a free of that one before",
        overlap.getMessage());
    InvalidOpException unknown = assertThrows(InvalidOpException.class, () -> strict.freed(7));
    assertEquals(
        "found free of 7 (unknown_free); expected the start of a live block", unknown.getMessage());
  }

  @Test
  void whatIsRefusedHasChangedNothing() throws IOException {
    mapping.allocated(100, 10);
    assertThrows(InvalidOpException.class, () -> mapping.allocated(-2, 3));
    assertThrows(InvalidOpException.class, () -> mapping.resized(100, -2, 3));
    assertThrows(InvalidOpException.class, () -> mapping.resized(7, -2, 3));
    assertThrows(InvalidOpException.class, () -> mapping.allocated(104, Long.MAX_VALUE - 9));
    assertThrows(InvalidOpException.class, () -> mapping.allocated(104, -1));
    mapping.resized(100, 100, Long.MAX_VALUE);
    assertThrows(InvalidOpException.class, () -> mapping.allocated(50, 1));
    mapping.freed(100);
    assertEquals(List.of("0 N 100 10", "0 R 100 9223372036854775807", "0 F 100 0"), ops);
    assertCounts("new 1, free 1, realloc 1");
  }

  @Test
  void aResizeThatStrictRefusesHasChangedNothing() throws IOException {
    for (ReallocMode mode : ReallocMode.values()) {
      ops.clear();
      EventToOpTranslator strict = mapping(mode, true);
      strict.allocated(100, 10);
      strict.allocated(120, 10);
      InvalidOpException grown =
          assertThrows(InvalidOpException.class, () -> strict.resized(100, 100, 21));
      assertEquals(
          "a new block at 100 that overlaps the live one at 120 (implicit_free)", grown.found());
      assertThrows(InvalidOpException.class, () -> strict.resized(120, 90, 40));
      assertThrows(InvalidOpException.class, () -> strict.resized(120, 105, 8));
      strict.freed(100);
      strict.resized(120, 118, 9);
      List<String> expected = List.of("0 N 100 10", "1 N 120 10", "0 F 100 0");
      assertEquals(expected, ops.subList(0, 3));
      assertEquals(mode == ReallocMode.RESIZE ? "1 R 118 9" : "2 N 118 9", ops.getLast());
    }
  }

  @Test
  void addressesAreUnsignedUpToTheLast() throws IOException {
    mapping.allocated(-16, 15);
    mapping.allocated(Long.MAX_VALUE - 3, 8);
    mapping.accessed(OpKind.LOAD, -2, 4);
    mapping.accessed(OpKind.LOAD, Long.MIN_VALUE, 1);
    mapping.freed(-16);
    List<String> expected =
        List.of(
            "0 N 18446744073709551600 15",
            "1 N 9223372036854775804 8",
            "0 L 18446744073709551614 1",
            "1 L 9223372036854775808 1",
            "0 F 18446744073709551600 0");
    assertEquals(expected, ops);
  }

  @Test
  void theRestIsFreedInOrderOfHandles() throws IOException {
    mapping.allocated(300, 1);
    mapping.allocated(100, 1);
    mapping.allocated(200, 1);
    mapping.freed(100);
    mapping.freeRest();
    assertEquals(List.of("0 F 0 0", "2 F 0 0"), ops.subList(4, 6));
  }

  /** The oracle is a list of all live blocks, searched from end to end at each event. */
  @Test
  void agreesWithASearchOfAllLiveBlocks() throws IOException {
    for (int seed = 0; seed < 40; seed++) {
      SplitMix64 random = new SplitMix64(seed);
      ReallocMode mode = seed % 2 == 0 ? ReallocMode.RESIZE : ReallocMode.FREE_NEW;
      ops.clear();
      EventToOpTranslator subject = mapping(mode, false);
      MappingOracle oracle = new MappingOracle(mode);
      int range = seed % 4 < 2 ? 300 : 40_000;
      for (int i = 0; i < 4_000; i++) {
        long a = random.below(range);
        long b = random.below(range);
        long size = random.below(20);
        switch ((int) random.below(i < 2_500 ? 8 : 12)) {
          case 0, 1, 2 -> {
            subject.allocated(a, size);
            oracle.allocated(a, size);
          }
          case 3 -> {
            subject.resized(a, b, size);
            oracle.resized(a, b, size);
          }
          case 4, 5 -> {
            subject.accessed(OpKind.LOAD, a, size);
            oracle.accessed(OpKind.LOAD, a, size);
          }
          default -> {
            long start = oracle.anyStart(random, a);
            subject.freed(start);
            oracle.freed(start);
          }
        }
      }
      assertEquals(oracle.ops(), ops, "seed " + seed);
    }
  }

  private void assertCounts(String expected) {
    List<String> counts = new ArrayList<>();
    for (RecordedEventOutcome event : RecordedEventOutcome.values()) {
      if (mapping.counts().count(event) > 0) {
        counts.add(event.label() + " " + mapping.counts().count(event));
      }
    }
    assertEquals(expected, String.join(", ", counts));
  }
}
