// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.rmalloc.plan.PlacementProblem;
import org.rmalloc.plan.Plan;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.DecompressedInput;

final class MinimallocPlacementProblemTest {
  private static final String HEADER = "id,lower,upper,size\n";

  @Test
  void columnsStandInAnyOrderAndOthersAreKept() throws IOException {
    MinimallocPlacementProblem problem =
        read("size,note,upper,lower,alignment,id\n5,hot,9,-3,4,b\n6,,10,0,8,a\n");
    PlacementProblem blocks = problem.problem();
    assertArrayEquals(new int[] {-3, 0}, blocks.firsts());
    assertArrayEquals(new int[] {9, 10}, blocks.ends());
    assertArrayEquals(new long[] {5, 6}, blocks.sizes());
    assertArrayEquals(new long[] {4, 8}, blocks.alignments());
    assertEquals("a", problem.id(1));
    assertEquals(
        "size,note,upper,lower,alignment,id,offset\n5,hot,9,-3,4,b,0\n6,,10,0,8,a,8\n",
        written(problem, 0, 8));
  }

  @Test
  void anOffsetIsReplacedWhereItStands() throws IOException {
    assertEquals(
        "id,offset,lower,upper,size\n1,7,0,3,4\n",
        written(read("id,offset,lower,upper,size\n1,999,0,3,4\n"), 7));
    assertEquals(
        "offset,id,lower,upper,size\n7,1,0,3,4\n",
        written(read("offset,id,lower,upper,size\n,1,0,3,4\n"), 7));
    assertEquals(
        HEADER.strip() + ",offset\n1,0,3,4,7\n",
        written(read("id,lower,upper,size,offset\n1,0,3,4,999\n"), 7));
  }

  @Test
  void linesMayEndInCrLfAndTheLastOneInNothing() throws IOException {
    MinimallocPlacementProblem problem = read("id,lower,upper,size\r\n1,0,3,4\r\n2,1,5,6");
    assertArrayEquals(new long[] {4, 6}, problem.problem().sizes());
    assertEquals("2,1,5,6", problem.row(1));
  }

  @Test
  void instantsBeyond32BitsAreReplacedByTheirRanks() throws IOException {
    MinimallocPlacementProblem problem =
        read(HEADER + "1,-9000000000,5,4\n2,5,9000000000,4\n3,4,6,4\n");
    assertArrayEquals(new int[] {0, 2, 1}, problem.problem().firsts());
    assertArrayEquals(new int[] {2, 4, 3}, problem.problem().ends());
    assertEquals("1,-9000000000,5,4", problem.row(0));
  }

  @Test
  void compressedFilesAreReadAndNoBlocksAreNone() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write((HEADER + "1,0,3,4\n").getBytes(StandardCharsets.UTF_8));
    }
    try (DecompressedInput input =
        DecompressedInput.of("x", new ByteArrayInputStream(bytes.toByteArray()))) {
      assertTrue(MinimallocPlacementProblem.isCsv(input));
      assertEquals(1, MinimallocPlacementProblem.read(input).problem().blockCount());
    }
    assertEquals(0, read(HEADER).problem().blockCount());
  }

  @Test
  void badLinesAreRefusedWhereTheyStand() {
    refused(
        "",
        "x.csv: found an empty file; expected the columns id,lower,upper,size[,alignment] in the"
            + " first line");
    refused(
        "id,lower,size\n",
        "x.csv:1: found no column upper in 'id,lower,size'; expected the columns"
            + " id,lower,upper,size[,alignment] in the first line");
    refused(
        "id,lower,upper,size,id\n",
        "x.csv:1: found two columns id; expected the columns id,lower,upper,size[,alignment] in the"
            + " first line");
    refused(HEADER + "1,0,3\n", "x.csv:2: found 3 fields; expected 4 fields, as in the header");
    refused(
        HEADER + "1,0,3,4\n\n", "x.csv:3: found a blank line; expected 4 fields, as in the header");
    refused(
        HEADER + "1,0,3,4\n1,5,9,4\n",
        "x.csv:3: found a block's id '1', already at line 2; expected an id of its own");
    refused(
        HEADER + "1,3,3,4\n", "x.csv:2: found a block's upper 3; expected more than its lower, 3");
    refused(
        HEADER + "1,0,3, 4\n",
        "x.csv:2: found a block's size ' 4'; expected a whole number from 0 to"
            + " 4611686018427387903");
    refused(
        HEADER + "1,0,x,4\n",
        "x.csv:2: found a block's upper 'x'; expected a whole number from -9223372036854775808 to"
            + " 9223372036854775807");
    refused(
        "id,lower,upper,size,alignment\n1,0,3,4,0\n",
        "x.csv:2: found a block's alignment '0'; expected a whole number from 1 to 2147483648");
    refused(
        HEADER + "1,0,3,4611686018427387903\n2,0,3,1\n",
        "x.csv:3: found sizes and alignments whose sum up to this line is above the maximum;"
            + " expected at most 4611686018427387903 bytes");
    refused(
        """
        id,lower,upper,size,alignment
        1,0,3,4611686018427387902,1
        2,0,3,4611686018427387903,2147483648
        """,
        "x.csv:3: found sizes and alignments whose sum up to this line is above the maximum;"
            + " expected at most 4611686018427387903 bytes");
  }

  @Test
  void isKnownByItsNameOrItsFirstLine() throws IOException {
    assertTrue(isCsv("a.CSV.zst", ""));
    assertTrue(isCsv("-", HEADER));
    assertFalse(isCsv("a.ops", "0 N 0 8\n"));
  }

  private static boolean isCsv(String name, String text) throws IOException {
    try (DecompressedInput input = input(name, text)) {
      return MinimallocPlacementProblem.isCsv(input);
    }
  }

  private static void refused(String text, String message) {
    assertEquals(message, assertThrows(TraceFormatException.class, () -> read(text)).getMessage());
  }

  private static MinimallocPlacementProblem read(String text) throws IOException {
    try (DecompressedInput input = input("x.csv", text)) {
      return MinimallocPlacementProblem.read(input);
    }
  }

  private static DecompressedInput input(String name, String text) throws IOException {
    return DecompressedInput.of(
        name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String written(MinimallocPlacementProblem problem, long... offsets)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Plan plan = new Plan(offsets, Plan.heightBytes(problem.problem(), offsets), 0, 0);
    PlanFormat.CSV.write(problem, plan, bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
