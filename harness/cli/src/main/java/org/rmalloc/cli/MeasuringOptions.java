package org.rmalloc.cli;

import org.rmalloc.replay.ReplaySettings;
import picocli.CommandLine.Option;

/** How a trace is replayed, and whether times are taken. */
final class MeasuringOptions extends ReplayOptions {
  @Option(
      names = "--no-timing",
      description = "Deterministic figures only: equal bytes on every machine and in every run.")
  private boolean untimed;

  @Override
  ReplaySettings settings() {
    return untimed ? super.settings().untimed() : super.settings();
  }
}
