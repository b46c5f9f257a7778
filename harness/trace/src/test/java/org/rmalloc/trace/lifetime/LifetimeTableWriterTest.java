// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lifetime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.RandomTraces;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;

/** The table by a worked example, and on random traces by the definition of each column. */
class LifetimeTableWriterTest {
  private static final int TRACES = 500;

  @Test
  void everyColumnOfAWorkedExample() throws IOException {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    builder.add(OpKind.NEW, 7, 0, 8); // a global
    builder.add(OpKind.NEW, 3, 0, 8); // freed after one access of four
    builder.add(OpKind.LOAD, 3, 0, 8);
    builder.add(OpKind.FREE, 3, 0, 0);
    builder.add(OpKind.NEW, 9, 0, 8); // never accessed
    builder.add(OpKind.STORE, 7, 0, 8);
    builder.add(OpKind.RESIZE, 7, 0, 16); // no access
    builder.add(OpKind.MODIFY, 7, 0, 8);
    builder.add(OpKind.FREE, 9, 0, 0);
    builder.add(OpKind.LOAD, 7, 0, 8);
    Trace trace = builder.build(TraceProvenance.made("test"));
    assertEquals(
        """
        # accesses 4
        handle\town\tother\tmacro\tmicro\tother_per_own\tfreed
        7\t3\t1\t1.0\t0.75\t0.3333333333333333\t0
        3\t1\t0\t0.25\t1.0\t0.0\t1
        9\t0\t2\t0.75\t0.3333333333333333\t2.0\t1
        """,
        table(trace, false));
    assertEquals(
        """
        # accesses 4
        handle\town\tother\tmicro\tmacro\tfreed
        7\t3\t1\t0.3333333333333333\t1.0\t0
        3\t1\t0\t0.0\t0.25\t1
        9\t1\t2\t2.0\t0.75\t1
        """,
        table(trace, true));
  }

  @Test
  void aTraceWithoutAccessesHasNoMacroLifetimes() throws IOException {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    builder.add(OpKind.NEW, 0, 0, 8);
    assertEquals(
        "0\t0\t0\t-\t1.0\t0.0\t0",
        table(builder.build(TraceProvenance.made("test")), false).lines().toList().getLast());
  }

  @Test
  void everyColumnAgreesWithItsDefinitionUnderAnyLocale() throws IOException {
    Locale before = Locale.getDefault();
    try {
      for (int seed = 0; seed < TRACES; seed++) {
        Locale.setDefault(seed % 2 == 0 ? Locale.GERMANY : Locale.forLanguageTag("ar-EG"));
        Trace trace = RandomTraces.access(seed, true);
        assertEquals(defined(trace, false), table(trace, false), "seed " + seed);
        assertEquals(defined(trace, true), table(trace, true), "seed " + seed);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String table(Trace trace, boolean compat2014) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    LifetimeTableWriter table = new LifetimeTableWriter(Lifetimes.of(trace));
    if (compat2014) {
      table.write2014(bytes);
    } else {
      table.write(bytes);
    }
    return bytes.toString(StandardCharsets.US_ASCII);
  }

  /** The table by a walk over all ops for each handle. */
  private static String defined(Trace trace, boolean compat2014) {
    List<String> lines = new ArrayList<>();
    long all = trace.facts().accessCount();
    String ratios = compat2014 ? "micro\tmacro" : "macro\tmicro\tother_per_own";
    lines.add("# accesses " + all);
    lines.add("handle\town\tother\t" + ratios + "\tfreed");
    for (int handle = 0; handle < trace.handleCount(); handle++) {
      lines.add(line(trace, handle, all, compat2014));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String line(Trace trace, int handle, long all, boolean compat2014) {
    long own = 0;
    long other = 0;
    boolean lives = false;
    boolean isFreed = false;
    for (int op = 0; op < trace.opCount(); op++) {
      boolean isOwn = trace.handles()[op] == handle;
      OpKind kind = trace.kind(op);
      lives |= isOwn && kind == OpKind.NEW;
      own += isOwn && kind.isAccess() ? 1 : 0;
      other += lives && !isOwn && kind.isAccess() ? 1 : 0;
      isFreed |= isOwn && kind == OpKind.FREE;
      lives &= !isFreed;
    }
    double counted = Math.max(1, own);
    String macro = "\t" + (all == 0 ? "-" : String.valueOf((counted + other) / all));
    String micro = "\t" + counted / (counted + other);
    String perOwn = "\t" + other / counted;
    return trace.fileHandles()[handle]
        + ("\t" + (compat2014 ? (long) counted : own) + "\t" + other)
        + (compat2014 ? perOwn + macro : macro + micro + perOwn)
        + ("\t" + (isFreed ? 1 : 0));
  }
}
