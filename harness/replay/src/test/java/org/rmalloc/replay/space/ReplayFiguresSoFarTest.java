// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.toy.Toy;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.workload.Workload;

/** Figures on the way are those of a trace that ends there; a second listener misses nothing. */
final class ReplayFiguresSoFarTest {
  private static final String OPS = "N0:16 N1:12 N2:12 F1 L0 N3:20 R3:24 F0 L2 U2 F2 N4:40";
  private static final SpaceReplayOptions OPTIONS =
      new SpaceReplayOptions(64).at(DataPointSampling.ALL);

  @Test
  void figuresSoFarAreThoseOfATraceThatEndsHere() throws IOException {
    SpacePass pass = pass(OPS);
    List<String> ops = Arrays.asList(OPS.split(" ", -1));
    for (int count = 1; pass.advance(DataPointSink.NONE); count++) {
      assertEquals(count, pass.opsMet());
      SpacePass whole = pass(String.join(" ", ops.subList(0, count)));
      SpaceResult result = whole.run(DataPointSink.NONE, ProgressNotifier.silent());
      ReplayFiguresSoFar figures = pass.figuresSoFar();
      assertEquals(result.peaks().footprintBytes(), figures.footprint());
      assertEquals(result.peaks().overheadAtFootprint(), figures.overhead());
      assertEquals(result.peaks().internalBytes(), figures.internal());
      assertEquals(result.minima().largestFree(), figures.largestFreeMinimum());
      assertEquals(result.minima().maxmem(), figures.maxmemMinimum());
      assertEquals(result.cost().requests(), figures.cost());
      assertEquals(result.cost().locks(), figures.lockCost());
      assertEquals(result.cost().oom(), figures.oomCost());
      assertEquals(result.compactions().count(), figures.compactions());
      assertEquals(result.compactions().bytesMoved(), figures.bytesMoved());
      assertEquals(result.compactions().pauseBytes(), figures.pauseBytes());
    }
    assertEquals(11, pass.opsMet());
    assertEquals(9, pass.figuresSoFar().requests(), "locks are none");
    assertTrue(pass.figuresSoFar().bytesMoved() > 0, "something was moved");
  }

  @Test
  void aSecondListenerIsNotifiedOfEveryPlacement() throws IOException {
    Placements placements = new Placements();
    new SpacePass(Workload.of(Traces.of("N0:16 N1:12 R1:8 F0")), Toy.sliding(), OPTIONS, placements)
        .run(DataPointSink.NONE, ProgressNotifier.silent());
    assertEquals(
        List.of("placed 1 at 4", "placed 2 at 24", "freed 2", "placed 2 at 24", "freed 1"),
        placements.events);
  }

  private static SpacePass pass(String ops) {
    return new SpacePass(Workload.of(Traces.of(ops)), Toy.sliding(), OPTIONS);
  }

  private static final class Placements implements PlacementListener {
    private final List<String> events = new ArrayList<>();

    @Override
    public void placed(long handle, long address, long sizeBytes, long from, long to) {
      events.add("placed %d at %d".formatted(handle, address));
    }

    @Override
    public void freed(long handle) {
      events.add("freed " + handle);
    }

    @Override
    public void moved(long handle, long address, long from, long to) {
      events.add("moved %d to %d".formatted(handle, address));
    }

    @Override
    public void reserved(long from, long to) {
      events.add("reserved");
    }

    @Override
    public void released(long from, long to) {
      events.add("released");
    }
  }
}
