// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.lifetime.Lifetimes;

class LifetimeChartsTest {
  private static final Set<String> SPANS =
      Set.of("0-0.1", "0.01-2", "1-15", "75-100", "1-100", "0-100");

  @TempDir private Path folder;

  @Test
  void eachSpanIsDrawnInEachFormat() throws IOException {
    LifetimeCharts.write("x.ops", lifetimes(3), folder.resolve("a/b"));
    Set<String> expected = new TreeSet<>(Set.of("all.pdf"));
    for (String span : SPANS) {
      for (String ending : new String[] {"svg", "pdf", "png"}) {
        expected.add("lifetimes-" + span + "." + ending);
      }
    }
    assertEquals(expected, namesIn(folder.resolve("a/b")));
  }

  @Test
  void aTitleSaysHowManyBlocksAreInTheSpan() {
    String title = LifetimeCharts.charts("x.ops", lifetimes(3)).get("lifetimes-75-100").title();
    assertEquals("x.ops: 1 of 2 blocks live for 75 to 100 % of all accesses", title);
  }

  @Test
  void aTraceWithoutAccessesHasNone() {
    assertThrows(
        IllegalArgumentException.class,
        () -> LifetimeCharts.write("x.ops", lifetimes(0), folder.resolve("none")));
    assertTrue(Files.notExists(folder.resolve("none")));
  }

  /** Of a block that is accessed so often, and of one that is freed before. */
  private static Lifetimes lifetimes(int accesses) {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    builder.add(OpKind.NEW, 0, 0, 8);
    builder.add(OpKind.NEW, 1, 0, 8);
    builder.add(OpKind.FREE, 1, 0, 0);
    for (int i = 0; i < accesses; i++) {
      builder.add(OpKind.LOAD, 0, 0, 8);
    }
    return Lifetimes.of(builder.build(TraceProvenance.made("test")));
  }

  private static Set<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }
}
