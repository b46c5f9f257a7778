// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.ops.OpsWriter;
import org.rmalloc.trace.synth.SizeDistribution;
import org.rmalloc.trace.synth.SteadyStateProgram;
import org.rmalloc.trace.synth.SyntheticTrace;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rmalloc synth}: a synthetic trace. */
@Command(
    name = "synth",
    description = {
      "Writes a synthetic trace. With --ops, --live and --sizes, it allocates blocks "
          + "until the maximum is live; then it allocates a block or frees one at random, "
          + "both equally likely. With --pattern, it writes a worst case or an exercise. "
          + "Equal options give equal bytes on every machine.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SynthCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private Program program;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed for the random choices. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = CommandOutputTarget.STANDARD,
      description = "The ops file to write; also .gz or .zst. Default: standard output.")
  private String output;

  @Mixin private NoticeOptions talk;

  @Override
  public Integer call() throws IOException {
    CommandOutputTarget.checkName(output, "ops", "txt");
    SyntheticTrace trace = trace();
    long ops = CommandOutputTarget.write(output, stream -> write(trace, stream));
    talk.notice("%s: %d ops written".formatted(trace.label(), ops));
    return ExitCode.DONE;
  }

  private static long write(SyntheticTrace trace, OutputStream stream) throws IOException {
    TraceProvenance provenance = TraceProvenance.made("synth").with(trace.label());
    try (OpsWriter writer = OpsWriter.plain(stream, Dialect.ACCESS, provenance)) {
      trace.writeTo(writer);
      return writer.opCount();
    }
  }

  private SyntheticTrace trace() {
    try {
      return program.pattern == null
          ? program.steady.state(seed)
          : SyntheticTrace.parse(program.pattern, seed);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  /** Either of the two ways to say what to make. */
  private static final class Program {
    @ArgGroup(exclusive = false)
    private Steady steady;

    @Option(
        names = "--pattern",
        required = true,
        paramLabel = "PATTERN",
        description =
            "One of: robson(first-fit|best-fit, live M, largest N[, unit U][, header H]), "
                + "firstfit(live M, largest N[, unit U][, header H]), bestfit(the same), "
                + "coalescing(size S, rounds N), binary(small S, large S, pairs N), "
                + "realloc(first S, step S, steps N, small S) or phases(count N, bytes S, "
                + "survivors PERCENT, scales N, growth FACTOR, LAW).")
    private String pattern;
  }

  /** A steady state. */
  private static final class Steady {
    @Option(
        names = "--ops",
        required = true,
        paramLabel = "N",
        description = "How many ops to make.")
    private long ops;

    @Option(
        names = "--live",
        required = true,
        paramLabel = "N",
        description = "The maximum of blocks that are live at once.")
    private int live;

    @Option(
        names = "--sizes",
        required = true,
        paramLabel = "LAW",
        description =
            "The sizes of blocks, in bytes: lognormal(median M[, sigma S], MIN..MAX),"
                + " uniform(MIN..MAX), fixed(SIZE) or list(SIZE, SIZE, ...), where sigma is 1"
                + " unless given.")
    private String sizes;

    SteadyStateProgram state(long seed) {
      return new SteadyStateProgram(ops, live, SizeDistribution.parse(sizes), seed);
    }
  }
}
