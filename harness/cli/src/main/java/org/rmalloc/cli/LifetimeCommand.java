// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rmalloc.report.LifetimeCharts;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.lifetime.LifetimeTableWriter;
import org.rmalloc.trace.lifetime.Lifetimes;
import org.rmalloc.trace.lifetime.StreamedLifetimes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rmalloc lifetime}: how long each block lives. */
@Command(
    name = "lifetime",
    description = {
      "Measures how long each block lives, and how much of its life it is in use. "
          + "The unit is accesses. Columns: handle, own (accesses to it), other (to anything else "
          + "meanwhile), macro ((own + other) / all), micro (own / (own + other)), "
          + "other_per_own, freed.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class LifetimeCommand implements Callable<Integer> {
  @Mixin private TraceInputOptions input;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = CommandOutputTarget.STANDARD,
      description =
          "The table to write, tab-separated; also .gz or .zst. Default: standard output.")
  private String output;

  @Option(
      names = "--compat",
      paramLabel = "2014",
      description =
          "Write the columns of the tool of 2014: there micro is other / own, and an own of 0 "
              + "counts as 1.")
  private String compat;

  @Option(
      names = "--histograms",
      paramLabel = "DIR",
      description =
          "Also writes histograms of lifetimes (column macro) into this folder, as SVG, PDF and "
              + "PNG: 0-0.1 %%, 0.01-2 %%, 1-15 %%, 75-100 %%, 1-100 %% and 0-100 %%.")
  private Path histograms;

  @Override
  public Integer call() throws IOException {
    boolean compat2014 = Compatibility2014Option.is2014(compat);
    CommandOutputTarget.checkName(output, "tsv", "txt");
    input.refuseStrict(
        "reading a trace of accesses causes no warnings, which --strict would refuse");
    Lifetimes lifetimes;
    String name;
    try (DecompressedInput ops = input.open()) {
      lifetimes = StreamedLifetimes.read(ops, input.readOptions());
      name = ops.name();
    }
    if (histograms != null) {
      draw(lifetimes, name);
    }
    LifetimeTableWriter table = new LifetimeTableWriter(lifetimes);
    return CommandOutputTarget.write(output, stream -> write(table, compat2014, stream));
  }

  private void draw(Lifetimes lifetimes, String name) throws IOException {
    if (lifetimes.accessCount() == 0) {
      throw new UsageException(
          "--histograms: found no access in %s; expected some, since lifetimes are counted in them"
              .formatted(name));
    }
    LifetimeCharts.write(Path.of(name).getFileName().toString(), lifetimes, histograms);
  }

  private static int write(LifetimeTableWriter table, boolean compat2014, OutputStream stream)
      throws IOException {
    if (compat2014) {
      table.write2014(stream);
    } else {
      table.write(stream);
    }
    return ExitCode.DONE;
  }
}
