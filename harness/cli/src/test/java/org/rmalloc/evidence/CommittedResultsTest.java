package org.rmalloc.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables in {@code results/} are what the program beside them writes. */
final class CommittedResultsTest {
  private static final Path ROOT = Path.of("../..");
  private static final Path RESULTS = ROOT.resolve("results");
  private static final String RECORDING = "ls-symlink.full";

  @TempDir private Path folder;

  @Test
  void theLinesOfASmallRecordingAreReproduced() throws Exception {
    Path recordings = Files.createDirectory(folder.resolve("recordings"));
    Path recording = Path.of(RECORDING + ".memtrace.zst");
    Files.copy(ROOT.resolve("traces").resolve(recording), recordings.resolve(recording));
    int exit = run("FragmentationTable", recordings.toString(), folder.toString(), "1");
    assertEquals(0, exit);
    List<String> written = Files.readAllLines(folder.resolve("fragmentation.tsv"));
    List<String> committed = committed();
    assertEquals(committed.getFirst(), written.getFirst(), "heading");
    assertEquals(
        committed.stream().filter(line -> line.startsWith(RECORDING + "\t")).toList(),
        written.subList(1, written.size()));
  }

  @Test
  void theTablesInMarkdownAreThoseLines() throws Exception {
    Path table = RESULTS.resolve("fragmentation.tsv");
    Path report = folder.resolve("fragmentation.md");
    assertEquals(0, run("FragmentationReport", table.toString(), report.toString()));
    assertEquals(Files.readString(RESULTS.resolve("fragmentation.md")), Files.readString(report));
  }

  /** With granularity 1 dlmalloc needs at most 1.11 times the peak of the small recording. */
  @Test
  void dlmallocIsTight() throws IOException {
    String line =
        committed().stream()
            .filter(one -> one.startsWith(RECORDING + "\t") && one.contains("\tgranularity=1\t"))
            .findFirst()
            .orElseThrow();
    List<String> heading = List.of(committed().getFirst().split("\t"));
    List<String> cells = List.of(line.split("\t"));
    double minHeap = Double.parseDouble(cells.get(heading.indexOf("min_heap")));
    double peak = Double.parseDouble(cells.get(heading.indexOf("peak_live")));
    assertTrue(minHeap <= 1.11 * peak, minHeap + " of " + peak);
  }

  private static List<String> committed() throws IOException {
    return Files.readAllLines(RESULTS.resolve("fragmentation.tsv"));
  }

  /** Runs a program of {@code results/} from its source, as {@code reproduce} does. */
  private int run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RESULTS.resolve(program + ".java").toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start()
        .waitFor();
  }
}
