// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.plan.PlannerProvider;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.contender.NativeLibraryOptionValues;
import org.rmalloc.replay.contender.PlannerCatalog;
import org.rmalloc.replay.contender.PlannerContender;
import org.rmalloc.replay.natives.NativeLibraries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rmalloc allocators}: which there are, and their options. */
@Command(
    name = "allocators",
    description = {"Lists the allocators, what each is, and its options with their defaults.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class AllocatorsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    for (AllocatorProvider provider : Allocators.onClassPath().all()) {
      print(provider);
    }
    printPlanners();
    printLibraries(NativeLibraries.ofThisMachine());
    Main.out(spec).flush();
    return ExitCode.DONE;
  }

  private void printPlanners() {
    PrintWriter out = Main.out(spec);
    out.printf(
        "%nplanners: -a NAME measures one beside the allocators, for memory but not for time%n");
    for (PlannerProvider planner : PlannerCatalog.onClassPath().all()) {
      out.printf("%-26s %s%n", planner.name(), planner.summary());
      PlannerContender.OPTIONS.forEach(
          (option, meaning) ->
              out.printf("  --option %s.%s%n      %s%n", planner.name(), option, meaning));
    }
  }

  private void printLibraries(NativeLibraries natives) {
    PrintWriter out = Main.out(spec);
    out.printf(
        "%nmalloc libraries of this machine: each in its own process, memory counted in pages%n");
    for (NativeContender library : natives.libraries()) {
      String file = library.library().map(Path::toString).orElse("the malloc of this system");
      out.printf("%-26s %s, %s%n", library.name(), library.version(), file);
      for (String option : NativeLibraryOptionValues.names(library.name())) {
        out.printf(
            "  --option %s.%s=%s%n      %s%n",
            library.name(),
            option,
            library.options().texts().getOrDefault(option, "TEXT"),
            NativeLibraryOptionValues.meaning(library.name(), option));
      }
    }
    for (NativeLibraries.Known known : natives.missing()) {
      out.printf("%-26s not installed: %s%n", known.name(), known.installation());
    }
    out.printf("%-26s any other library: --native NAME=FILE.so%n", "NAME");
  }

  private void print(AllocatorProvider provider) {
    PrintWriter out = Main.out(spec);
    out.printf("%-26s %s%n", provider.name(), provider.summary());
    for (AllocatorOption<?> option : provider.options()) {
      out.printf(
          "  --option %s.%s=%s%n      %s: %s%n",
          provider.name(),
          option.name(),
          AllocatorOption.text(option.defaultValue()),
          option.description(),
          option.domain());
    }
  }
}
