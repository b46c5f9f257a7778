// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lock;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.lifetime.Lifetimes;
import org.rmalloc.trace.ops.OpsWriter;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.TraceReader;

/** Holds lock traces and lifetimes against the files of 2014, where these are at hand. */
@EnabledIfSystemProperty(
    named = "rmalloc.reference",
    matches = ".+",
    disabledReason = "the files of 2014 are not at hand; -Drmalloc.reference=FOLDER names them")
class Reference2014Test {
  private static final Path SAMPLE =
      Path.of(System.getProperty("rmalloc.reference", "")).resolve("sample");

  private final Trace trace =
      TraceReader.read(SAMPLE.resolve("soffice.ops.gz"), ReadOptions.DEFAULT.withAddresses());

  Reference2014Test() throws IOException {}

  @Test
  void theFineSimulationWritesTheirBytes() throws IOException {
    check(
        "soffice.lockopsfull",
        new LockSimulationMethod.Fine(RecentAccessLockParameters.DEFAULT, true));
  }

  @Test
  void theCoarseSimulationWritesTheirBytes() throws IOException {
    check("soffice.lockops", LockSimulationMethod.COARSE);
  }

  @Test
  void lifetimesHaveTheirValues() throws IOException {
    Lifetimes lifetimes = Lifetimes.of(trace);
    List<String> lines = Files.readAllLines(SAMPLE.resolve("soffice.lifetimes.tsv"));
    assertEquals("# accesses " + lifetimes.accessCount(), lines.get(0));
    assertEquals(lifetimes.handleCount(), lines.size() - 2);
    for (int handle = 0; handle < lifetimes.handleCount(); handle++) {
      String[] fields = lines.get(handle + 2).split("\t", -1);
      assertEquals(Integer.parseInt(fields[0]), lifetimes.fileHandle(handle));
      assertEquals(Long.parseLong(fields[1]), lifetimes.ownAtLeastOne(handle));
      assertEquals(Long.parseLong(fields[2]), lifetimes.other(handle));
      assertEquals(Double.parseDouble(fields[3]), lifetimes.otherPerOwn(handle));
      assertEquals(Double.parseDouble(fields[4]), lifetimes.macro(handle));
      assertEquals(fields[5].equals("1"), lifetimes.isFreed(handle));
    }
  }

  private void check(String file, LockSimulationMethod method) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OpsWriter writer = OpsWriter.bare(bytes)) {
      trace.writeTo(method.simulation(method.facts(Lifetimes.of(trace))::get, writer));
    }
    assertArrayEquals(Files.readAllBytes(SAMPLE.resolve(file)), bytes.toByteArray());
  }
}
