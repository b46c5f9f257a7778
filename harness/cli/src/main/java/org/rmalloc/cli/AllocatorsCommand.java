package org.rmalloc.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.replay.contender.Allocators;
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
    Main.out(spec).flush();
    return ExitCode.DONE;
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
