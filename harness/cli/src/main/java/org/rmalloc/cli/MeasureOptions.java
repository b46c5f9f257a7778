package org.rmalloc.cli;

import org.rmalloc.replay.Measures;
import picocli.CommandLine.Option;

/** Which measures are taken of a trial. */
final class MeasureOptions {
  @Option(
      names = "--no-timing",
      description = "Deterministic figures only: equal bytes on every machine and in every run.")
  private boolean untimed;

  @Option(names = "--no-min-heap", description = "Do not search for the smallest heaps.")
  private boolean noSmallestHeap;

  Measures measures() {
    Measures measures = untimed ? Measures.DEFAULT.untimed() : Measures.DEFAULT;
    return noSmallestHeap ? measures.withoutSmallestHeap() : measures;
  }
}
