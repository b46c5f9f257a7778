// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.rmalloc.trace.record.AccessRecordingMethod;
import org.rmalloc.trace.record.ProgramRecorder;
import org.rmalloc.trace.record.RecordingException;
import org.rmalloc.trace.record.RecordingSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rmalloc record}: what a program does to its heap. */
@Command(
    name = "record",
    description = {
      "Runs a program and records every block it allocates, frees and touches. It "
          + "must be linked dynamically; it needs no change, and keeps its standard "
          + "streams.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "*:that of the program, or 128 + the signal that ended it",
      "125:recording failed",
      "126:the program cannot be run",
      "127:there is no such program",
      "2:wrong usage"
    })
final class RecordCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description =
          "The recording: in binary form, or as text if the name says .memtrace or .txt; "
              + "compressed if it ends in .gz or .zst.")
  private Path output;

  @Option(
      names = "--accesses",
      paramLabel = "HOW",
      defaultValue = "auto",
      description =
          "How accesses are recorded: auto, heaprec, lackey or none. heaprec is our "
              + "Valgrind tool, about 20 times as slow as the program alone; lackey needs "
              + "stock Valgrind only, for runs of milliseconds; none records requests only, "
              + "about 1.2 times as slow; auto takes heaprec if it can be built, else lackey, "
              + "else none. Default: auto.")
  private AccessRecordingMethod accesses;

  @Option(
      names = "--children",
      description = "Also record the processes that the program starts, each in a file of its own.")
  private boolean children;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description =
          "With --children: how long to wait for processes that outlive the program, "
              + "such as daemons, before they are left to finish their own files. Default: "
              + RecordingSettings.DEFAULT_WAIT_SECONDS
              + ".")
  private Integer wait;

  @Option(
      names = "--baseline",
      description = "Run the program unrecorded first, and report how much slower recording is.")
  private boolean baseline;

  @Option(names = "--quiet", description = "Print no summary.")
  private boolean quiet;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The program and its arguments.")
  private List<String> command;

  @Override
  public Integer call() {
    try {
      RecordingSettings request =
          new RecordingSettings(command, output, accesses, children, waitSeconds(), baseline);
      return ProgramRecorder.ofThisMachine(talk()).record(request).exitStatus();
    } catch (RecordingException e) {
      return complain(e.getMessage(), e.exitStatus());
    } catch (IOException e) {
      return complain(ErrorReporter.inWords(e), RecordingException.FAILED);
    }
  }

  private int waitSeconds() {
    if (wait == null) {
      return RecordingSettings.DEFAULT_WAIT_SECONDS;
    }
    if (!children) {
      throw new ParameterException(
          spec.commandLine(), "--wait: has no effect without --children; leave it out");
    }
    if (wait < 0) {
      throw new ParameterException(
          spec.commandLine(), "--wait: found %d; expected 0 seconds or more".formatted(wait));
    }
    return wait;
  }

  private Consumer<String> talk() {
    PrintWriter err = spec.commandLine().getErr();
    return line -> {
      if (!quiet) {
        err.println("rmalloc: " + line);
      }
    };
  }

  private int complain(String message, int status) {
    spec.commandLine().getErr().println("rmalloc: " + message);
    return status;
  }
}
