// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanCommandTest {
  @TempDir private Path folder;
  private Path blocks;

  @BeforeEach
  void writeBlocks() throws IOException {
    blocks = folder.resolve("blocks.csv");
    Files.writeString(
        blocks,
        """
        id,lower,upper,size,note
        a,0,3,2,x
        b,2,5,2,
        c,4,7,2,y
        d,0,1,4,
        e,6,9,4,z
        """);
  }

  @Test
  void writesWhatTheNamesSay() throws IOException {
    Execution plan =
        run("-o", out("p.csv"), "-o", out("p.h"), "-o", out("p.json"), "-o", out("p.svg"));
    assertEquals(ExitCode.DONE, plan.status(), plan.err());
    List<String> lines = Files.readAllLines(folder.resolve("p.csv"));
    assertEquals("id,lower,upper,size,note,offset", lines.getFirst());
    assertEquals(6, lines.size());
    assertTrue(lines.get(1).startsWith("a,0,3,2,x,"), lines.get(1));
    assertEquals(
        "{\"blocks\": 5, \"peak_live\": 6, \"height\": 6, \"lower_bound\": 6, \"exact\": true}\n",
        Files.readString(folder.resolve("p.json")));
    assertTrue(Files.readString(folder.resolve("p.h")).contains("#define PLAN_HEIGHT 6\n"));
    assertTrue(Files.readString(folder.resolve("p.svg")).endsWith("</svg>\n"));
    assertEquals(
        List.of(
            blocks + ": 5 blocks",
            "peak live                  6 B",
            "height                     6 B  1.000000 x peak live",
            "lower bound                6 B  no plan is lower"),
        plan.out().lines().toList());
  }

  @Test
  void aPlanCanBePlannedAgain() throws IOException {
    run("-o", out("p.csv"));
    Execution again =
        Execution.of("plan", out("p.csv"), "-o", out("q.csv"), "--format", "json", "--quiet");
    assertEquals(ExitCode.DONE, again.status(), again.err());
    assertEquals(
        "{\"blocks\": 5, \"peak_live\": 6, \"height\": 6, \"lower_bound\": 6, \"exact\": true}\n",
        again.out());
    assertEquals(
        Files.readString(folder.resolve("p.csv")), Files.readString(folder.resolve("q.csv")));
  }

  @Test
  void aCapacityThatIsNotMetIsStatusOneAndThePlanIsWritten() throws IOException {
    Execution low = run("--capacity", "5", "-o", out("p.csv"));
    assertEquals(ExitCode.CHECK_FAILED, low.status());
    assertEquals("does not fit into 5 bytes: no plan is lower than 6", low.err().strip());
    assertEquals(6, Files.readAllLines(folder.resolve("p.csv")).size());
    Execution enough = run("--capacity", "6");
    assertEquals(ExitCode.DONE, enough.status());
    assertEquals("fits into 6 bytes", enough.err().strip());
  }

  @Test
  void whatCannotBeIsRefusedAndLeavesNothing() throws IOException {
    refused("expected bytes from 1 to 2^62 - 1", "--capacity", "0");
    refused("expected bytes from 1 to 2^62 - 1", "--capacity", "5000000000GiB");
    refused("expected 0 or more", "--work-limit", "-1");
    refused("expected a name that ends in .csv, .svg, .h or .json", "-o", out("plan.txt"));
    refused("for two outputs; expected a file for each", "-o", out("p.csv"), "-o", out("p.csv"));
    refused("unknown planner 'other': there are planned", "--planner", "other");
    refused(
        "has no effect here, since the input is a CSV file of blocks, not a trace", "--lenient");
    refused("its folder does not exist", "-o", out("missing/p.csv"));
    Files.writeString(blocks, "id,lower,upper,size\na,0,3\n");
    refused("blocks.csv:2: found 3 fields; expected 4 fields", "-o", out("p.csv"));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(blocks), files.toList());
    }
  }

  @Test
  void aTraceIsPlannedWithItsAccessesLeftOut() throws IOException {
    Path trace = folder.resolve("t.ops");
    Files.writeString(trace, "1 N 0 8\n1 S 0 4\n2 N 100 8\n1 F 0 0\n3 N 0 8\n");
    Execution plan =
        Execution.of("plan", trace.toString(), "-o", out("p.csv"), "--dialect", "access");
    assertEquals(ExitCode.DONE, plan.status(), plan.err());
    assertEquals(
        "id,lower,upper,size",
        Files.readAllLines(folder.resolve("p.csv")).getFirst().replace(",offset", ""));
    assertTrue(Files.readString(folder.resolve("p.csv")).contains("\n2,3,4,8,"));
  }

  private void refused(String message, String... options) {
    Execution plan = run(options);
    assertEquals(ExitCode.BAD_INPUT, plan.status(), plan.err());
    assertTrue(plan.err().contains(message), plan.err());
    assertFalse(plan.err().contains("\tat "), plan.err());
  }

  private Execution run(String... options) {
    return Execution.of(
        Stream.concat(Stream.of("plan", blocks.toString()), Stream.of(options)).toList());
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }
}
