// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.rmalloc.trace.CountWithNoun;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.lock.LockSimulationMethod;
import org.rmalloc.trace.lock.OpsFileLockSimulation;
import org.rmalloc.trace.lock.RecentAccessLockParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rmalloc lock}: accesses become locks. */
@Command(
    name = "lock",
    description = {
      "Simulates when a program that used handles would lock its blocks, from its " + "accesses.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class LockCommand implements Callable<Integer> {
  /** How locks are simulated. */
  enum Method {
    FINE,
    COARSE
  }

  @Mixin private TraceInputOptions input;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = CommandOutputTarget.STANDARD,
      description = "The lock trace to write; also .gz or .zst. Default: standard output.")
  private String output;

  @Option(
      names = "--method",
      paramLabel = "fine|coarse",
      defaultValue = "fine",
      description =
          "With fine, a block is locked while it is accessed often enough; with coarse, "
              + "short-lived blocks are locked from their allocation on. Default: fine.")
  private Method method;

  @Option(
      names = "--gain",
      paramLabel = "LIFE",
      description =
          "For --method fine: what an access adds to the life of its block's lock. Default: 1.")
  private String gain;

  @Option(
      names = "--loss",
      paramLabel = "LIFE",
      description =
          "For --method fine: what each other op takes from the life of a lock, which ends at 0. "
              + "Default: 0.5.")
  private String loss;

  @Option(
      names = "--threshold",
      paramLabel = "MACRO",
      description =
          "For --method coarse: a block is locked if it lives for a smaller share of all accesses "
              + "(macro lifetime). Default: 0.5.")
  private Double threshold;

  @Option(
      names = "--compat",
      paramLabel = "2014",
      description = "Write the same file as the tool of 2014, which leaves out some lock changes.")
  private String compat;

  @Override
  public Integer call() throws IOException {
    boolean compat2014 = Compatibility2014Option.is2014(compat);
    CommandOutputTarget.checkName(output, "lockops", "ops", "txt");
    input.refuseStrict(
        "reading a trace of accesses causes no warnings, which --strict would refuse");
    LockSimulationMethod simulation = simulation(compat2014);
    OpsFileLockSimulation.Summary summary =
        input.readAgain(
            file ->
                CommandOutputTarget.write(
                    output,
                    stream ->
                        OpsFileLockSimulation.lock(
                            file, input.readOptions(), simulation, compat2014, stream)));
    input.notice(
        "locks simulated, %s: %d ops read, %d written, %s skipped"
            .formatted(
                simulation.label(),
                summary.opsRead(),
                summary.opsWritten(),
                CountWithNoun.of(summary.skipped(), "bad record")));
    return ExitCode.DONE;
  }

  private void refuseWithoutEffect() {
    if (method == Method.FINE && threshold != null) {
      throw new UsageException("--threshold: has no effect without --method coarse; leave it out");
    }
    if (method == Method.COARSE && (gain != null || loss != null)) {
      throw new UsageException(
          (gain == null ? "--loss" : "--gain")
              + ": has no effect with --method coarse; leave it out");
    }
  }

  private LockSimulationMethod simulation(boolean compat2014) {
    refuseWithoutEffect();
    try {
      return switch (method) {
        case FINE ->
            new LockSimulationMethod.Fine(
                RecentAccessLockParameters.parse(orElse(gain, "1"), orElse(loss, "0.5")),
                compat2014);
        case COARSE -> new LockSimulationMethod.Coarse(threshold == null ? 0.5 : threshold);
      };
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private static String orElse(String given, String otherwise) {
    return given == null ? otherwise : given;
  }
}
