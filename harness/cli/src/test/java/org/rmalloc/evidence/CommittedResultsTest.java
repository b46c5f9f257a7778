// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has the committed files alone can make the tables in {@code results/} again. */
final class CommittedResultsTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path RESULTS = ROOT.resolve("results");
  private static final String RECORDING = "ls-symlink.full";

  @TempDir private Path folder;

  @Test
  void everyLineOfACommittedRecordingIsReproduced() throws Exception {
    Path tree = copyOfTheTree();
    assertEquals(0, reproduce(tree), this::output);
    assertTrue(output().contains("162 lines of 6 recordings are the committed ones"), this::output);
  }

  @Test
  void aChangedFigureIsFound() throws Exception {
    Path tree = copyOfTheTree();
    for (Path trace : List.copyOf(files(tree.resolve("traces")))) {
      if (!trace.getFileName().toString().startsWith(RECORDING)) {
        Files.delete(trace);
      }
    }
    Path table = tree.resolve("results/fragmentation.tsv");
    String line = "ls-symlink.full\t2a00c6b4";
    String text = Files.readString(table);
    assertTrue(text.contains(line));
    Files.writeString(table, text.replaceFirst("(?m)^(" + line + ".*)[0-9]$", "$1x"));
    assertEquals(1, reproduce(tree), this::output);
    assertTrue(output().contains("results/fragmentation.tsv differs"), this::output);
  }

  @Test
  void everyLineOfAKeptRecordingOfTheStudyOf2014IsReproduced() throws Exception {
    Path study = copy("results/study-2014");
    copy("results/study-2014/recordings");
    assertEquals(0, run(study.resolve("measure"), "--kept"), this::output);
    assertTrue(
        output().contains("the lines of 2 recordings (--jobs 1) are the committed ones"),
        this::output);
  }

  /** With granularity 1 dlmalloc needs at most 1.11 times the peak of the small recording. */
  @Test
  void dlmallocIsTight() throws IOException {
    List<String> committed = Files.readAllLines(RESULTS.resolve("fragmentation.tsv"));
    String line =
        committed.stream()
            .filter(one -> one.startsWith(RECORDING + "\t") && one.contains("\tgranularity=1\t"))
            .findFirst()
            .orElseThrow();
    List<String> heading = List.of(committed.getFirst().split("\t"));
    List<String> cells = List.of(line.split("\t"));
    double minHeap = Double.parseDouble(cells.get(heading.indexOf("min_heap")));
    double peak = Double.parseDouble(cells.get(heading.indexOf("peak_live")));
    assertTrue(minHeap <= 1.11 * peak, minHeap + " of " + peak);
  }

  /** What docs/natives.md says of the libraries' starts is what the committed lines say. */
  @Test
  void theDocumentOfLibrariesSaysTheirStarts() throws IOException {
    List<String> lines = Files.readAllLines(RESULTS.resolve("natives.tsv"));
    List<String> heading = List.of(lines.getFirst().split("\t", -1));
    int library = heading.indexOf("library");
    int start = heading.indexOf("start");
    Map<String, Long> starts = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      starts.merge(cells[library], Long.parseLong(cells[start]), Math::max);
    }
    assertEquals(0, starts.get("glibc"));
    String largest = Collections.max(starts.entrySet(), Map.Entry.comparingByValue()).getKey();
    String expected =
        String.format(
            Locale.ROOT,
            "from nothing (`glibc`) to %.1f MiB (`%s`)",
            starts.get(largest) / 1024.0 / 1024,
            largest);
    String document = Files.readString(ROOT.resolve("docs/natives.md"));
    assertTrue(document.contains(expected), expected);
  }

  /** The folders that {@code reproduce} needs, where it may write. */
  private Path copyOfTheTree() throws IOException {
    copy("results");
    copy("traces");
    return folder;
  }

  private Path copy(String part) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(part));
    for (Path file : files(ROOT.resolve(part))) {
      Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
    }
    return copy;
  }

  private static List<Path> files(Path of) throws IOException {
    try (var files = Files.list(of)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private int reproduce(Path tree) throws IOException, InterruptedException {
    return run(tree.resolve("results/reproduce"), "--committed");
  }

  /** Runs a script with the classes under test in place of the launcher. */
  private int run(Path script, String argument) throws IOException, InterruptedException {
    Path launcher = folder.resolve("launcher");
    Files.writeString(
        launcher,
        "#!/bin/sh\nexec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp '%s' %s \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                "org.rmalloc.cli.Main"));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    ProcessBuilder command =
        new ProcessBuilder(script.toString(), argument)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    command.environment().put("RMALLOC", launcher.toString());
    return command.start().waitFor();
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("output"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
