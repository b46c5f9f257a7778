// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.rmalloc.plan.Plan;
import org.rmalloc.plan.Planner;
import org.rmalloc.plan.PlannerProvider;
import org.rmalloc.plan.PlannerSettings;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.DecompressedInput;

/** What is written of a plan, character by character. */
final class PlanFormatTest {
  private static final String BLOCKS =
      "id,lower,upper,size,alignment\nrx-buf,0,9,1000,4\ntx,9,12,1500,8\n<b>,0,12,64,1\n";

  @Test
  void theJsonHasTheseKeys() throws IOException {
    assertEquals(
        """
        {"blocks": 3, "peak_live": 1564, "height": 1564, "lower_bound": 1500, "exact": false}
        """,
        written(PlanFormat.JSON));
  }

  @Test
  void theTextSaysWhatIsProved() throws IOException {
    assertEquals(
        """
        x.csv: 3 blocks
        peak live              1,564 B
        height                 1,564 B  1.000000 x peak live
        lower bound            1,500 B  no plan is lower than this; a lower one may exist
        """,
        written(PlanFormat.TEXT));
  }

  @Test
  void theHeaderDefinesOffsetsAndWhatTheArenaNeeds() throws IOException {
    assertEquals(
        """
        /* Planned by rmalloc. Place the arena at a multiple of PLAN_ALIGNMENT. */
        #ifndef RMALLOC_PLAN_H
        #define RMALLOC_PLAN_H

        #define PLAN_HEIGHT 1564
        #define PLAN_LOWER_BOUND 1500
        #define PLAN_ALIGNMENT 8

        #define PLAN_OFFSET_rx_buf 0
        #define PLAN_SIZE_rx_buf 1000
        #define PLAN_OFFSET_tx 0
        #define PLAN_SIZE_tx 1500
        #define PLAN_OFFSET__b_ 1500
        #define PLAN_SIZE__b_ 64

        #endif
        """,
        written(PlanFormat.H));
  }

  @Test
  void twoIdsOfOneNameInCAreRefused() throws IOException {
    MinimallocPlacementProblem problem = problem("id,lower,upper,size\na-b,0,1,1\na.b,0,1,1\n");
    Plan plan = new Plan(new long[] {0, 1}, 2, 2, 0);
    assertEquals(
        "x.csv: found ids 'a-b' and 'a.b', which are both a_b in C; expected ids that differ in"
            + " letters, digits or _",
        assertThrows(
                TraceFormatException.class,
                () -> PlanFormat.H.write(problem, plan, new ByteArrayOutputStream()))
            .getMessage());
  }

  @Test
  void anArenaThatCannotBeAlignedIsRefused() throws IOException {
    MinimallocPlacementProblem problem =
        problem(
            """
            id,lower,upper,size,alignment
            a,0,1,1,2147483647
            b,0,1,1,2147483629
            c,0,1,1,2147483587
            """);
    Plan plan = new Plan(new long[] {0, 2_147_483_629L, 2_147_483_587L}, 2_147_483_630L, 3, 0);
    assertThrows(
        TraceFormatException.class,
        () -> PlanFormat.H.write(problem, plan, new ByteArrayOutputStream()));
  }

  @Test
  void thePictureHasEveryBlockAndIsXml() throws Exception {
    String svg = written(PlanFormat.SVG);
    assertEquals(3, Pattern.compile("<title>[^<]*: instants").matcher(svg).results().count());
    assertTrue(svg.contains("<title>&lt;b&gt;: instants 0 to 12, bytes 1500 to 1564</title>"), svg);
    assertTrue(svg.contains("<title>lower bound</title>"), svg);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void blocksBelowAPixelAreDrawnAsThePixelsTheyTouch() throws IOException {
    StringBuilder text = new StringBuilder("id,lower,upper,size\nlong,0,100000,50\n");
    for (int block = 0; block < 10_000; block++) {
      text.append("%d,%d,%d,50%n".formatted(block, 2 * block, 2 * block + 2));
    }
    MinimallocPlacementProblem problem = problem(text.toString());
    long[] offsets = new long[10_001];
    Arrays.fill(offsets, 1, 10_001, 50);
    ByteArrayOutputStream svg = new ByteArrayOutputStream();
    PlanFormat.SVG.write(problem, new Plan(offsets, 100, 100, 0), svg);
    assertTrue(svg.size() < 20_000, "bytes " + svg.size());
    assertTrue(svg.toString(StandardCharsets.UTF_8).contains("M130 30h240v1h-240z"));
  }

  @Test
  void theFormatOfAFileIsInItsName() {
    assertEquals(Optional.of(PlanFormat.CSV), PlanFormat.ofName("a.b.CSV.gz"));
    assertEquals(Optional.of(PlanFormat.H), PlanFormat.ofName("plan.h"));
    assertEquals(Optional.empty(), PlanFormat.ofName("plan.text"));
    assertEquals(Optional.empty(), PlanFormat.ofName("csv"));
    assertEquals(Optional.empty(), PlanFormat.ofName("plan.csv.GZ")); // would not be compressed
  }

  @Test
  void aWrongPlanIsRefusedByTheTwoBlocks() throws IOException {
    Planner wrong = (blocks, request) -> new Plan(new long[] {0, 0, 999}, 1500, 1500, 0);
    Planner proved = CheckedPlannerCatalog.of(List.of(provider("wrong", wrong))).named("wrong");
    MinimallocPlacementProblem problem = problem(BLOCKS);
    assertEquals(
        "planner wrong made a wrong plan: block 2 (instants 0 to 12, bytes 999 to 1063) overlaps"
            + " block 0 (instants 0 to 9, bytes 0 to 1000)",
        assertThrows(
                IllegalStateException.class,
                () -> proved.plan(problem.problem(), PlannerSettings.LOWEST))
            .getMessage());
  }

  @Test
  void plannersHaveNamesOfTheirOwn() {
    PlannerProvider one = provider("same", (blocks, request) -> null);
    assertThrows(IllegalArgumentException.class, () -> CheckedPlannerCatalog.of(List.of(one, one)));
    assertEquals(
        "unknown planner 'other': there are same",
        assertThrows(
                IllegalArgumentException.class,
                () -> CheckedPlannerCatalog.of(List.of(one)).named("other"))
            .getMessage());
    assertEquals(
        List.of(CheckedPlannerCatalog.DEFAULT), CheckedPlannerCatalog.onClassPath().names());
  }

  private static PlannerProvider provider(String name, Planner planner) {
    return new PlannerProvider() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String summary() {
        return "for a test";
      }

      @Override
      public Planner create() {
        return planner;
      }
    };
  }

  private static String written(PlanFormat format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    format.write(problem(BLOCKS), new Plan(new long[] {0, 0, 1500}, 1564, 1500, 0), bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static MinimallocPlacementProblem problem(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (DecompressedInput input = DecompressedInput.of("x.csv", new ByteArrayInputStream(bytes))) {
      return MinimallocPlacementProblem.read(input);
    }
  }
}
