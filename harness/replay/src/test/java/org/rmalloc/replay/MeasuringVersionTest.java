// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.result.CompactionTotals;
import org.rmalloc.replay.result.Fragmentation;
import org.rmalloc.replay.result.ReplayPeaks;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.result.SpaceFigures;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.toy.Toy;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.mapping.ReallocMode;
import org.rmalloc.trace.random.SplitMix64;
import org.rmalloc.trace.read.ReadOptions;

/**
 * The deterministic figures of the harness, by the version that stores and baselines are kept by:
 * an allocator of these tests, which never changes, on a program made here. Where a figure changes,
 * raise {@link MeasuringVersion#CURRENT} and commit a file of the new version beside the old one.
 */
final class MeasuringVersionTest {
  @Test
  void equalTrialsHaveTheFiguresOfTheirMeasuringVersion() throws IOException {
    String name = "measuring-version-%d.txt".formatted(MeasuringVersion.CURRENT);
    String figures =
        settings().entrySet().stream()
            .map(one -> "%s\n%s\n".formatted(one.getKey(), figures(one.getValue())))
            .collect(Collectors.joining());
    try (InputStream golden = MeasuringVersionTest.class.getResourceAsStream(name)) {
      assertNotNull(golden, () -> "commit " + name + ":\n" + figures);
      assertEquals(
          new String(golden.readAllBytes(), StandardCharsets.UTF_8),
          figures,
          "figures have changed: raise MeasuringVersion.CURRENT, leave this file as it is");
    }
  }

  private static Map<String, TrialSetting> settings() {
    TrialSetting plain =
        new TrialSetting(
            HeapSize.parse("1.1x"),
            LockSimulationSetting.FINE,
            ReallocMode.RESIZE,
            1,
            0,
            1,
            CompactionLimit.NONE);
    Map<String, TrialSetting> settings = new LinkedHashMap<>();
    settings.put("heap 1.1x", plain);
    settings.put("heap min", plain.withHeap(HeapSize.parse("min")));
    settings.put(
        "heap 4x, coarse locks",
        plain.withHeap(HeapSize.parse("4x")).withLocks(LockSimulationSetting.COARSE));
    settings.put(
        "no locks, resizes as frees and allocations",
        plain.withLocks(LockSimulationSetting.NONE).withRealloc(ReallocMode.FREE_NEW));
    settings.put("3 rounds, 40 % killed", plain.withRounds(3).withKillPercent(40).withSeed(7));
    settings.put("300 bytes a pause", plain.withBudget(new CompactionLimit(300)));
    return settings;
  }

  private static String figures(TrialSetting setting) {
    try {
      PreparedTrace trace =
          PreparedTrace.read(
              () -> DecompressedInput.of("made.ops", new ByteArrayInputStream(program())),
              ReadOptions.DEFAULT,
              setting);
      TrialResult result =
          new TrialRunner(
                  trace,
                  setting,
                  MeasurementSettings.DEFAULT.untimed(),
                  header -> AllocStatsWriter.to(new ByteArrayOutputStream(), header))
              .run(List.of(Toy.sliding()), RunListener.SILENT)
              .getFirst();
      return lines(result);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String lines(TrialResult result) {
    SpaceFigures space =
        result.summary().space().orElseThrow(() -> new AssertionError(result.summary().outcome()));
    return Stream.of(trialLines(result, space.peaks()), peakLines(space), sumLines(space))
        .flatMap(List::stream)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<String> trialLines(TrialResult result, ReplayPeaks peaks) {
    SmallestHeapResult smallest = result.header().smallestHeap();
    return List.of(
        "outcome %s".formatted(result.summary().outcome().word()),
        "requests %d".formatted(result.summary().requests()),
        "peak live %d at %d".formatted(peaks.usedBytes(), peaks.usedAt()),
        "heap %d".formatted(result.header().heapSize()),
        "smallest heap %d, lucky %d"
            .formatted(smallest.bytes().orElse(-1), smallest.lucky().orElse(-1)));
  }

  private static List<String> peakLines(SpaceFigures space) {
    ReplayPeaks peaks = space.peaks();
    return List.of(
        "footprint %d at %d".formatted(peaks.footprintBytes(), peaks.footprintAt()),
        "overhead %d, %d".formatted(peaks.overheadAtFootprint(), peaks.overheadBytes()),
        "internal %d".formatted(peaks.internalBytes()),
        "dearest %d, %d".formatted(peaks.cost(), peaks.oomCost()),
        "largest free %d, maxmem %d"
            .formatted(space.minima().largestFree(), space.minima().maxmem()));
  }

  private static List<String> sumLines(SpaceFigures space) {
    CompactionTotals compactions = space.compactions();
    return List.of(
        "cost %d, locks %d, out of memory %d"
            .formatted(space.cost().requests(), space.cost().locks(), space.cost().oom()),
        "compactions %d of %d, steps %d, cut short %d"
            .formatted(
                compactions.count(),
                compactions.calls(),
                compactions.steps(),
                compactions.cutShort()),
        "moved %d bytes, %d blocks, pause %d"
            .formatted(
                compactions.bytesMoved(), compactions.blocksMoved(), compactions.pauseBytes()),
        "measures %s".formatted(measures(space.fragmentation())),
        "checksum %s".formatted(space.checksum()));
  }

  private static String measures(Fragmentation fragmentation) {
    return Stream.of(
            fragmentation.measure1(),
            fragmentation.measure2(),
            fragmentation.measure3(),
            fragmentation.measure4())
        .map(MeasuringVersionTest::text)
        .collect(Collectors.joining(", "));
  }

  private static String text(OptionalDouble measure) {
    return measure.isPresent()
        ? String.format(Locale.ROOT, "%.12f", measure.getAsDouble())
        : "none";
  }

  /** A program that allocates, accesses, resizes and frees, in the access dialect. */
  private static byte[] program() {
    SplitMix64 random = new SplitMix64(11);
    StringBuilder ops = new StringBuilder();
    List<long[]> live = new ArrayList<>(); // handle, address, size
    for (int op = 0; op < 1_500; op++) {
      long dice = random.below(100);
      if (live.isEmpty() || (dice < 35 && live.size() < 40)) {
        long[] block = {op, 4096L * (op + 1), 1 + random.below(random.below(8) == 0 ? 900 : 60)};
        live.add(block);
        append(ops, block, 'N');
      } else {
        long[] block = live.get((int) random.below(live.size()));
        if (dice >= 75) {
          live.remove(block);
          append(ops, new long[] {block[0], 0, 0}, 'F');
        } else if (dice >= 65) {
          block[2] = 1 + random.below(block[2]); // the toy grows no block
          append(ops, block, 'R');
        } else {
          append(ops, new long[] {block[0], block[1], 1}, "LSM".charAt((int) random.below(3)));
        }
      }
    }
    return ops.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder ops, long[] block, char kind) {
    ops.append("%d %s %d %d%n".formatted(block[0], kind, block[1], block[2]));
  }
}
