package org.rmalloc.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.Provenance;
import org.rmalloc.trace.ops.OpsWriter;
import org.rmalloc.trace.synth.SizeLaw;
import org.rmalloc.trace.synth.SteadyState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rmalloc synth}: a synthetic trace. */
@Command(
    name = "synth",
    description = {
      "Writes a synthetic trace of births and frees. Blocks are born until as many live as",
      "asked for; then births and frees of random blocks are equally likely. Equal options",
      "give equal bytes on every machine.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SynthCommand implements Callable<Integer> {
  @Option(names = "--ops", required = true, paramLabel = "N", description = "How many ops.")
  private long ops;

  @Option(
      names = "--live",
      required = true,
      paramLabel = "N",
      description = "The most blocks live at once.")
  private int live;

  @Option(
      names = "--sizes",
      required = true,
      paramLabel = "LAW",
      description = {
        "lognormal(median M[, sigma S], LEAST..MOST), uniform(LEAST..MOST), fixed(SIZE) or",
        "list(SIZE, SIZE, ...), in bytes; sigma is 1 unless given."
      })
  private String sizes;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = DataOutput.STANDARD,
      description = "Ops; also .gz or .zst. Default: standard output.")
  private String output;

  @Override
  public Integer call() throws IOException {
    SteadyState state = state();
    Provenance provenance = Provenance.made("synth").with(state.label());
    return DataOutput.write(
        output,
        stream -> {
          try (OpsWriter writer = OpsWriter.withHeader(stream, Dialect.ACCESS, provenance)) {
            state.writeTo(writer);
          }
          return ExitCode.DONE;
        });
  }

  private SteadyState state() {
    try {
      return new SteadyState(ops, live, SizeLaw.parse(sizes), seed);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }
}
