// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rmalloc.plan.Plan;
import org.rmalloc.plan.Planner;
import org.rmalloc.plan.PlannerSettings;
import org.rmalloc.replay.plan.ByteSizeParser;
import org.rmalloc.replay.plan.CheckedPlannerCatalog;
import org.rmalloc.replay.plan.MinimallocPlacementProblem;
import org.rmalloc.replay.plan.NamedPlacementProblem;
import org.rmalloc.replay.plan.PlanFormat;
import org.rmalloc.replay.plan.TracePlacementProblem;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.file.OutputFile;
import org.rmalloc.trace.read.AccessDropper;
import org.rmalloc.trace.read.TraceReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rmalloc plan}: an offline plan of a trace, or of blocks in a CSV file. */
@Command(
    name = "plan",
    description = {
      "Places all blocks of a trace, known in advance, as low as possible, and never "
          + "moves one: the bound for allocators that do not move blocks. Also plans "
          + "minimalloc's CSV files, id,lower,upper,size[,alignment]. Each plan is checked "
          + "before it is written.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the plan is higher than --capacity",
      "2:wrong usage, or bad input"
    })
final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TraceInputOptions input;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Writes the plan: .csv, .svg (a picture), .h (a C header) or .json, also .gz "
              + "or .zst. May be given several times. -: the plan on standard output, CSV "
              + "unless --format names another format.")
  private List<String> outputs = List.of();

  @Option(
      names = "--format",
      paramLabel = "text|json|csv|svg|h",
      description = "What is printed on standard output. Default: text.")
  private PlanFormat format;

  @Option(
      names = "--capacity",
      paramLabel = "SIZE",
      description =
          "Search only until the blocks fit into this many bytes (1048576, 64KiB, 1MiB). "
              + "If they do not, exit with 1 and still write the lowest plan found.")
  private String capacity;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed for the random choices of the search. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--work-limit",
      paramLabel = "NODES",
      defaultValue = "" + PlannerSettings.DEFAULT_WORK_LIMIT,
      description =
          "The maximum of nodes that the search visits. There is no search with more than 2,000"
              + " blocks. Default: ${DEFAULT-VALUE}. The plan depends on it and on the seed, never"
              + " on time.")
  private long workLimit;

  @Option(
      names = "--planner",
      paramLabel = "NAME",
      defaultValue = CheckedPlannerCatalog.DEFAULT,
      description = "The planner to use, of those on the class path. Default: ${DEFAULT-VALUE}.")
  private String planner;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PlannerSettings request = request();
    checkOutputs();
    Planner chosen = planner();
    NamedPlacementProblem problem = problem();
    List<OutputFile> files = new ArrayList<>();
    try {
      for (String output : outputs) {
        if (!output.equals(CommandOutputTarget.STANDARD)) {
          files.add(OutputFile.create(Path.of(output))); // refused before the work, if at all
        }
      }
      Plan plan = chosen.plan(problem.problem(), request);
      write(problem, plan, files);
      return capacity == null ? ExitCode.DONE : verdict(plan, request.goalBytes());
    } finally {
      for (OutputFile file : files) {
        file.close();
      }
    }
  }

  /** Writes the files, or, when one fails, none of them; then standard output. */
  private void write(NamedPlacementProblem problem, Plan plan, List<OutputFile> files)
      throws IOException {
    Iterator<OutputFile> next = files.iterator();
    for (String output : outputs) {
      if (!output.equals(CommandOutputTarget.STANDARD)) {
        formatOf(output).write(problem, plan, next.next().stream());
      }
    }
    for (OutputFile file : files) {
      file.commit();
    }
    PlanFormat printed =
        outputs.contains(CommandOutputTarget.STANDARD)
            ? formatOf(CommandOutputTarget.STANDARD)
            : Optional.ofNullable(format).orElse(PlanFormat.TEXT);
    print(printed, problem, plan);
  }

  private void print(PlanFormat printed, NamedPlacementProblem problem, Plan plan)
      throws IOException {
    switch (printed) {
      case TEXT, JSON -> {
        ByteArrayOutputStream few = new ByteArrayOutputStream();
        printed.write(problem, plan, few);
        Main.out(spec).print(few.toString(StandardCharsets.UTF_8));
        Main.out(spec).flush();
      }
      case CSV, SVG, H ->
          CommandOutputTarget.write(
              CommandOutputTarget.STANDARD,
              stream -> {
                printed.write(problem, plan, stream);
                return plan;
              });
    }
  }

  private int verdict(Plan plan, long capacityBytes) {
    long missing = plan.heightBytes() - capacityBytes;
    if (missing <= 0) {
      input.notice("fits into %d bytes".formatted(capacityBytes));
      return ExitCode.DONE;
    }
    input.notice(
        plan.lowerBoundBytes() > capacityBytes
            ? "does not fit into %d bytes: no plan is lower than %d"
                .formatted(capacityBytes, plan.lowerBoundBytes())
            : "not known to fit into %d bytes: the lowest plan found needs %d more"
                .formatted(capacityBytes, missing));
    return ExitCode.CHECK_FAILED;
  }

  private PlannerSettings request() {
    if (workLimit < 0) {
      throw new UsageException("--work-limit %d: expected 0 or more".formatted(workLimit));
    }
    return PlannerSettings.LOWEST
        .withSeed(seed)
        .withWorkLimit(workLimit)
        .withGoalBytes(Optional.ofNullable(capacity).map(PlanCommand::capacityBytes).orElse(0L));
  }

  private static long capacityBytes(String text) {
    return ByteSizeParser.parse(text)
        .filter(bytes -> bytes > 0)
        .orElseThrow(
            () ->
                new UsageException(
                    "--capacity '%s': expected bytes from 1 to 2^62 - 1, such as 1048576, 64KiB,"
                            .formatted(text)
                        + " 1MiB"));
  }

  private void checkOutputs() {
    outputs.forEach(this::formatOf);
    CommandOutputTarget.checkDistinct("-o", outputs);
  }

  private PlanFormat formatOf(String output) {
    if (output.equals(CommandOutputTarget.STANDARD)) {
      return format == null ? PlanFormat.CSV : format;
    }
    return PlanFormat.ofName(output)
        .orElseThrow(
            () ->
                new UsageException(
                    "%s: expected a name that ends in .csv, .svg, .h or .json".formatted(output)));
  }

  private Planner planner() {
    try {
      return CheckedPlannerCatalog.onClassPath().named(planner);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private NamedPlacementProblem problem() throws IOException {
    try (DecompressedInput bytes = input.open()) {
      if (MinimallocPlacementProblem.isCsv(bytes)) {
        input.refuseAll("the input is a CSV file of blocks, not a trace");
        return MinimallocPlacementProblem.read(bytes);
      }
      return TracePlacementProblem.of(
          bytes.name(), TraceReader.read(bytes, input.readOptions(), new AccessDropper()));
    }
  }
}
