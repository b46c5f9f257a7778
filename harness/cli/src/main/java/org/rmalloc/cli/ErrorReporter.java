// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CancellationException;
import org.rmalloc.trace.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line on standard error and an exit status. */
final class ErrorReporter implements IParameterExceptionHandler, IExecutionExceptionHandler {

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    if (CommandSuggestion.isAboutCommand(e)) {
      String mistaken = CommandSuggestion.mistaken(e, arguments);
      err.println("rmalloc: there is no command " + mistaken);
      CommandSuggestion.closest(command, mistaken)
          .ifPresent(meant -> err.println("Did you mean: %s?".formatted(meant)));
    } else {
      err.println("rmalloc: " + firstLine(e.getMessage()));
      UnmatchedArgumentException.printSuggestions(e, err);
    }
    err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    return ExitCode.BAD_INPUT;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    return switch (e) {
      case UsageException bad -> report(err, bad.getMessage());
      case CommandOutputTarget.BrokenPipeException _ -> ExitCode.BROKEN_PIPE;
      case IOException bad -> report(err, inWords(bad));
      case CancellationException _ -> interrupted(err);
      case InterruptedException _ -> interrupted(err);
      default -> reportOurBug(err, e);
    };
  }

  /** Whatever was in memory is garbage by now, so that there is room to say so. */
  static int outOfMemory(PrintWriter err) {
    long most = Runtime.getRuntime().maxMemory() >> 20;
    return report(
        err,
        ("needs more memory than the %d MiB that Java may use; give it more, as by"
                + " RMALLOC_JAVA_OPTIONS=-Xmx%dm")
            .formatted(most, 4 * most));
  }

  private static int report(PrintWriter err, String message) {
    err.println("rmalloc: " + message);
    return ExitCode.BAD_INPUT;
  }

  private static int interrupted(PrintWriter err) {
    err.println("rmalloc: interrupted");
    return ExitCode.INTERRUPTED;
  }

  private static int reportOurBug(PrintWriter err, Exception e) {
    err.println("rmalloc: internal error; please report it with what follows");
    e.printStackTrace(err);
    return ExitCode.OUR_BUG;
  }

  /** What went wrong with a file, without the names of our classes. */
  static String inWords(IOException e) {
    return e instanceof FileSystemException bad ? inWords(bad) : String.valueOf(e.getMessage());
  }

  private static String inWords(FileSystemException e) {
    String problem =
        switch (e) {
          case NoSuchFileException _ -> "no such file";
          case AccessDeniedException _ -> "permission denied";
          case FileAlreadyExistsException _ -> "exists already";
          case NotDirectoryException _ -> "is no directory";
          case DirectoryNotEmptyException _ -> "is a directory that is not empty";
          default -> e.getReason() == null ? "cannot be read or written" : e.getReason();
        };
    return e.getFile() + ": " + problem;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
