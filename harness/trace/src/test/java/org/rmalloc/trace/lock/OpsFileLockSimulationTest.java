// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.trace.RandomTraces;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.ops.OpsWriter;
import org.rmalloc.trace.read.ReadOptions;

/** Files in two passes; the oracles walk over the trace in memory for each handle. */
class OpsFileLockSimulationTest {
  private static final String OPS =
      """
      # rmalloc-ops 1 dialect=access
      # note command=ls
      5 N 4096 16
      5 S 4096 4
      3 N 8192 8
      5 L 4096 4
      5 F 4096 0
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int openings;

  @Test
  void aFileSaysWhereItComesFromAndHowItWasMade() throws IOException {
    OpsFileLockSimulation.Summary summary =
        lock(OPS, ReadOptions.DEFAULT, LockSimulationMethod.FINE, /* bare= */ false);
    assertEquals(
        """
        # rmalloc-ops 1 dialect=lock
        # note command=ls
        # step locks=fine gain=1 loss=0.5
        5 N 4096 16
        5 L 0 0
        3 N 8192 8
        5 F 4096 0
        """,
        written());
    assertEquals(new OpsFileLockSimulation.Summary(5, 4, 0), summary);
    assertEquals(2, openings);
  }

  @Test
  void filesBecomeWhatTheDefinitionSays() throws IOException {
    RecentAccessLockParameters speeds = RecentAccessLockParameters.parse("1", "0.3");
    for (int seed = 0; seed < 300; seed++) {
      Trace trace = RandomTraces.access(seed, true);
      for (boolean compat2014 : new boolean[] {false, true}) {
        List<String> fine = new LockOracle(trace, speeds, compat2014).lines();
        assertEquals(
            fine, locked(trace, new LockSimulationMethod.Fine(speeds, compat2014)), "" + seed);
      }
      List<String> coarse = CoarseOracle.lines(trace, 0.2);
      assertEquals(coarse, locked(trace, new LockSimulationMethod.Coarse(0.2)), "" + seed);
    }
  }

  @Test
  void bothPassesSkipTheSameBadRecords() throws IOException {
    String bad = OPS.replace("5 L 4096 4", "5 L 4096 4 4\n3 N 1 1\n\n5 X 1 1");
    ReadOptions lenient = ReadOptions.DEFAULT.withLenient(true);
    OpsFileLockSimulation.Summary summary =
        lock(bad, lenient, LockSimulationMethod.FINE, /* bare= */ true);
    assertEquals("5 N 4096 16\n5 L 0 0\n3 N 8192 8\n5 F 4096 0\n", written());
    assertEquals(new OpsFileLockSimulation.Summary(4, 4, 4), summary);
  }

  @Test
  void aBadFileIsRefusedBeforeAnythingIsWritten() {
    String locks = OPS.replace("dialect=access", "dialect=lock").replace("5 S", "5 L");
    for (String bad : List.of(OPS + "5 F 0 0\n", OPS + "1 N", locks, "", "# nothing\n")) {
      assertThrows(
          TraceFormatException.class,
          () -> lock(bad, ReadOptions.DEFAULT, LockSimulationMethod.FINE, /* bare= */ false),
          bad);
    }
    assertEquals("", written());
  }

  private List<String> locked(Trace trace, LockSimulationMethod method) throws IOException {
    ByteArrayOutputStream ops = new ByteArrayOutputStream();
    OpsWriter.write(trace, ops);
    out.reset();
    OpsFileLockSimulation.Summary summary =
        lock(
            ops.toString(StandardCharsets.US_ASCII), ReadOptions.DEFAULT, method, /* bare= */ true);
    List<String> lines = written().lines().toList();
    assertEquals(new OpsFileLockSimulation.Summary(trace.opCount(), lines.size(), 0), summary);
    return lines;
  }

  private OpsFileLockSimulation.Summary lock(
      String ops, ReadOptions options, LockSimulationMethod method, boolean bare)
      throws IOException {
    byte[] bytes = ops.getBytes(StandardCharsets.US_ASCII);
    return OpsFileLockSimulation.lock(
        () -> {
          openings++;
          return DecompressedInput.of("x.ops", new ByteArrayInputStream(bytes));
        },
        options,
        method,
        bare,
        out);
  }

  private String written() {
    return out.toString(StandardCharsets.US_ASCII);
  }
}
