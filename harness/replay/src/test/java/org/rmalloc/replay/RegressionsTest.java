// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.progress.ProgressListener;
import org.rmalloc.replay.toy.Found;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.TraceReader;

/**
 * Every trace in {@code regressions/}, each of which once failed, passes with everything checked:
 * on the allocator and with the options that it failed with, and on every other.
 */
final class RegressionsTest {

  static List<Path> traces() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("regressions"))) {
      folder = folder.getParent();
    }
    try (Stream<Path> files = Files.list(folder.resolve("regressions"))) {
      return files.filter(file -> file.toString().endsWith(".ops")).sorted().toList();
    }
  }

  @Test
  void thereAreSome() throws IOException {
    assertTrue(traces().size() >= 5);
  }

  @ParameterizedTest
  @MethodSource("traces")
  void whatOnceFailedPasses(Path file) throws IOException {
    PreparedTrace trace = PreparedTrace.of(TraceReader.read(file, ReadOptions.DEFAULT));
    TrialSetting setting =
        TrialSetting.DEFAULT.withHeap(HeapSize.parse(note(file, "heap").orElseThrow()));
    JavaAllocatorContender failed =
        Allocators.onClassPath().contender(note(file, "allocator").orElseThrow(), options(file));
    new CheckedReplay(trace, failed, setting, false).run(ProgressListener.SILENT);
    int checked = 0;
    for (JavaAllocatorContender contender : Found.all()) {
      if (contender.refusalOf(heapBytes(file)).isEmpty()) {
        new CheckedReplay(trace, contender, setting, coalesces(contender))
            .run(ProgressListener.SILENT);
        checked++;
      }
    }
    assertTrue(checked > 5, "most allocators fit into the heap");
  }

  @ParameterizedTest
  @MethodSource("traces")
  void saysWhereItCameFrom(Path file) throws IOException {
    assertFalse(note(file, "seed").orElseThrow().isEmpty());
    Path readme = file.resolveSibling("README.md");
    String row = "| `" + file.getFileName() + "` |";
    assertEquals(1, Files.readAllLines(readme).stream().filter(l -> l.startsWith(row)).count());
  }

  /** Whether it coalesces free blocks, so that all of the heap is one again once all is freed. */
  private static boolean coalesces(JavaAllocatorContender contender) {
    return !contender.name().equals("segregated") && !contender.name().equals("rmalloc");
  }

  private static long heapBytes(Path file) throws IOException {
    return Long.parseLong(note(file, "heap").orElseThrow());
  }

  private static Map<String, String> options(Path file) throws IOException {
    Map<String, String> options = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("# option ")) {
        String[] words = line.substring("# option ".length()).split("=", 2);
        options.put(words[0], words[1]);
      }
    }
    return options;
  }

  /** The rest of the comment that starts with a word. */
  private static Optional<String> note(Path file, String word) throws IOException {
    String start = "# " + word + " ";
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst();
  }
}
