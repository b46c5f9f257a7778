// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: {@code rmalloc COMMAND …}. */
@Command(
    name = "rmalloc",
    description = {
      "Replays the heap of a real program against many allocators, and says which "
          + "one fits it.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      AllocatorsCommand.class,
      AnimateCommand.class,
      CheckCommand.class,
      ChooseCommand.class,
      CompareCommand.class,
      DoctorCommand.class,
      ExperimentCommand.class,
      FrontierCommand.class,
      GateCommand.class,
      HelpCommand.class,
      InspectCommand.class,
      LifetimeCommand.class,
      LockCommand.class,
      PlanCommand.class,
      PredictCommand.class,
      RecordCommand.class,
      RunCommand.class,
      StatsCommand.class,
      SynthCommand.class,
      TranslateCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; allocators that did not finish included",
      "1:it ran, and a check that you asked for failed",
      "2:wrong usage, or bad input",
      "3:the machine is too noisy to time (gate)",
      "70:an internal error of rmalloc",
      "130:interrupted"
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs a command and exits with its status. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT); // the same digits in every message, on every machine
    int status = execute(arguments);
    if (status == ExitCode.INTERRUPTED) {
      InterruptHandler.exit();
    }
    System.exit(status);
  }

  /** Runs a command and returns its exit status. */
  static int execute(String... arguments) {
    StandardOutput out = StandardOutput.ofThisProcess();
    CommandLine main = commandLine().setOut(out.writer());
    try {
      return finish(out, main, main.execute(arguments));
    } catch (OutOfMemoryError _) {
      return ErrorReporter.outOfMemory(main.getErr());
    }
  }

  /** The status, unless what was printed did not get where it was to. */
  private static int finish(StandardOutput out, CommandLine main, int status) {
    try {
      out.finish();
      return status;
    } catch (IOException e) {
      int failed = new ErrorReporter().handleExecutionException(e, main, null);
      return status == ExitCode.DONE ? failed : status;
    }
  }

  static CommandLine commandLine() {
    CommandLine main = new CommandLine(new Main());
    // what follows the program's name is the program's
    main.getSubcommands().get("record").setStopAtPositional(true);
    main.getSubcommands().get("predict").setStopAtPositional(true);
    PluginsOption.declare(main);
    return main.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(
            parsed -> {
              PluginsOption.check(parsed);
              return new CommandLine.RunLast().execute(parsed);
            })
        .setParameterExceptionHandler(new ErrorReporter())
        .setExecutionExceptionHandler(new ErrorReporter());
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "no command is given; give one of those below");
  }

  /** Where a command writes its data. */
  static PrintWriter out(CommandSpec spec) {
    return spec.commandLine().getOut();
  }
}
