package org.rmalloc.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.rmalloc.trace.inspect.Inspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rmalloc inspect}: one page about a trace. */
@Command(
    name = "inspect",
    description = {
      "Prints one page about a trace or a recording: ops, live bytes over time, sizes,",
      "lifetimes, blocks never freed, resizes.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class InspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TraceInputOptions input;

  @Override
  public Integer call() throws IOException {
    Main.out(spec).print(Inspection.page(input.read(input.readOptions())));
    Main.out(spec).flush();
    return ExitCode.DONE;
  }
}
