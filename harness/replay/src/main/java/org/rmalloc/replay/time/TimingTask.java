package org.rmalloc.replay.time;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.replay.trial.CompactionLimit;

/**
 * What a forked virtual machine is to do, handed over as its arguments.
 *
 * @param workload the file with the workload
 * @param result the file to write
 * @param contender the allocator's name
 * @param options of the allocator, by name
 * @param heapSize bytes
 * @param limit of each out-of-memory handling
 * @param budgetNanos about how long to measure
 */
record TimingTask(
    Path workload,
    Path result,
    String contender,
    Map<String, String> options,
    long heapSize,
    CompactionLimit limit,
    long budgetNanos) {
  private static final int FIXED = 6;

  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add(workload.toString());
    arguments.add(result.toString());
    arguments.add(contender);
    arguments.add(Long.toString(heapSize));
    arguments.add(Long.toString(limit.bytes()));
    arguments.add(Long.toString(budgetNanos));
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
        arguments[2],
        options,
        Long.parseLong(arguments[3]),
        new CompactionLimit(Long.parseLong(arguments[4])),
        Long.parseLong(arguments[5]));
  }
}
