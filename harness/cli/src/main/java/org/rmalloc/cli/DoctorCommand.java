// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.natives.NativeLibraries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rmalloc doctor}: what is installed, and what each missing tool disables. */
@Command(
    name = "doctor",
    description = "Lists the tools that rmalloc found, and what each missing one disables.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DoctorCommand implements Callable<Integer> {
  private static final List<ExternalTool> TOOLS =
      List.of(
          new ExternalTool(
              "Maven", List.of("mvn"), "--version", "building rmalloc from its sources"),
          new ExternalTool(
              "C compiler",
              List.of("cc", "gcc", "clang"),
              "--version",
              "record, and run against malloc libraries"),
          new ExternalTool(
              "Valgrind", List.of("valgrind"), "--version", "record --accesses, run --count"),
          new ExternalTool(
              "Chromium",
              List.of("chromium", "chromium-browser", "google-chrome"),
              "--version",
              "the browser tests of the HTML report"));

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    print("JDK", "found", "%s, %s".formatted(Runtime.version(), System.getProperty("java.home")));
    for (ExternalTool tool : TOOLS) {
      tool.find()
          .ifPresentOrElse(
              found ->
                  print(tool.name(), "found", "%s, %s".formatted(found.version(), found.path())),
              () -> print(tool.name(), "missing", "disables " + tool.disables()));
    }
    printLibraries(NativeLibraries.ofThisMachine());
    return ExitCode.DONE;
  }

  private void printLibraries(NativeLibraries natives) {
    for (NativeContender library : natives.libraries()) {
      String file = library.library().map(Path::toString).orElse("the malloc of this system");
      print(library.name(), "found", "%s, %s".formatted(library.version(), file));
    }
    for (NativeLibraries.Known known : natives.missing()) {
      print(known.name(), "missing", known.installation());
    }
  }

  private void print(String name, String state, String detail) {
    Main.out(spec).printf("%-11s %-8s %s%n", name, state, detail);
  }
}
