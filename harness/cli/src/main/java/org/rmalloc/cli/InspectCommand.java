// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rmalloc.report.InspectionCharts;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.inspect.TraceInspectionText;
import org.rmalloc.trace.read.AccessDropper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rmalloc inspect}: one page about a trace. */
@Command(
    name = "inspect",
    description = {
      "Prints one page about a trace or a recording: ops, live bytes over time, "
          + "sizes, lifetimes, blocks never freed, resizes.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class InspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TraceInputOptions input;

  @Option(
      names = "--charts",
      paramLabel = "DIR",
      description = "Also writes charts into this folder, as SVG, PDF and PNG.")
  private Path charts;

  @Override
  public Integer call() throws IOException {
    AccessDropper accesses = new AccessDropper();
    Trace trace = input.read(input.readOptions(), accesses);
    if (charts != null) {
      InspectionCharts.write(trace, charts);
    }
    Main.out(spec).print(TraceInspectionText.page(trace, accesses.dropped()));
    Main.out(spec).flush();
    return ExitCode.DONE;
  }
}
