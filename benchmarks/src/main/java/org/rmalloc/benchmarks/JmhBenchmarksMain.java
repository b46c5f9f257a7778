// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.NoopProvider;

/**
 * Runs the benchmarks, with JMH's own arguments, against {@code noop} and every allocator that is
 * found, unless {@code -p allocator=…} names some.
 */
public final class JmhBenchmarksMain {
  private static final String ALLOCATOR = "allocator";

  private JmhBenchmarksMain() {}

  /** Takes JMH's arguments; {@code -h} and {@code -l} are {@code org.openjdk.jmh.Main}'s. */
  public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
    new Runner(options(arguments)).run();
  }

  static Options options(String... arguments) throws CommandLineOptionException {
    CommandLineOptions given = new CommandLineOptions(arguments);
    if (given.getParameter(ALLOCATOR).hasValue()) {
      return given;
    }
    return new OptionsBuilder()
        .parent(given)
        .param(ALLOCATOR, allocators().toArray(String[]::new))
        .build();
  }

  /** {@code noop}, the baseline, and the allocators by name. */
  static List<String> allocators() {
    List<String> names = new ArrayList<>(List.of(NoopProvider.NAME));
    Allocators.onClassPath().all().stream().map(AllocatorProvider::name).forEach(names::add);
    return names;
  }
}
