// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.trial.CompactionLimit;

/**
 * What a forked virtual machine is to do, handed over as its arguments.
 *
 * @param workload the file with the workload
 * @param result the file to write
 * @param build the jars and folders of the allocator's build; empty when it is on the class path
 * @param contender the allocator's name
 * @param options of the allocator, by name
 * @param heapSize bytes
 * @param limit of each out-of-memory handling
 * @param budgetNanos about how long to measure; on a busy machine up to twice that
 * @param latencies whether each op is timed, too
 */
record TimingTask(
    Path workload,
    Path result,
    List<Path> build,
    String contender,
    Map<String, String> options,
    long heapSize,
    CompactionLimit limit,
    long budgetNanos,
    boolean latencies) {
  private static final int FIXED = 8;

  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add(workload.toString());
    arguments.add(result.toString());
    arguments.add(
        build.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    arguments.add(contender);
    arguments.add(Long.toString(heapSize));
    arguments.add(Long.toString(limit.bytes()));
    arguments.add(Long.toString(budgetNanos));
    arguments.add(Boolean.toString(latencies));
    options.forEach((name, value) -> arguments.add(name + "=" + value));
    return arguments;
  }

  static TimingTask parse(String[] arguments) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = FIXED; i < arguments.length; i++) {
      int equals = arguments[i].indexOf('=');
      options.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
    }
    return new TimingTask(
        Path.of(arguments[0]),
        Path.of(arguments[1]),
        paths(arguments[2]),
        arguments[3],
        options,
        Long.parseLong(arguments[4]),
        new CompactionLimit(Long.parseLong(arguments[5])),
        Long.parseLong(arguments[6]),
        Boolean.parseBoolean(arguments[7]));
  }

  private static List<Path> paths(String joined) {
    return joined.isEmpty()
        ? List.of()
        : Arrays.stream(joined.split(File.pathSeparator)).map(Path::of).toList();
  }

  /** The contender, found in its build. */
  JavaAllocatorContender found() throws IOException {
    return build.isEmpty()
        ? Allocators.firstOnClassPath(contender, options)
        : Allocators.inBuild(build).contender(contender, options);
  }
}
