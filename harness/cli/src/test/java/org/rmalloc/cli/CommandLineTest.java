// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.trace.ClosestWord;

/**
 * Words that are mistaken or without effect, plugins, and standard output that cannot be written.
 */
final class CommandLineTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"rnu, run", "recrod, record", "transalte, translate", "stat, stats", "lok, lock"})
  void aMistakenCommandGetsASuggestion(String word, String meant) {
    Execution execution = Execution.of(word);
    assertEquals(2, execution.status());
    assertTrue(execution.err().contains("Did you mean: rmalloc " + meant + "?"), execution.err());
  }

  @ParameterizedTest
  @CsvSource({"help run, rmalloc run", "help experiment table, rmalloc experiment table"})
  void helpPrintsTheHelpOfACommand(String line, String command) {
    Execution execution = Execution.of(line.split(" ", -1));
    assertEquals(0, execution.status());
    assertTrue(execution.out().startsWith("Usage: " + command + " "), execution.out());
  }

  @Test
  void helpWithoutACommandPrintsThatOfTheProgram() {
    assertTrue(Execution.of("help").out().startsWith("Usage: rmalloc [-hV]"));
  }

  @Test
  void helpOfAMistakenCommandGetsASuggestion() {
    Execution execution = Execution.of("help", "experiment", "tabel");
    assertEquals(2, execution.status());
    assertTrue(execution.err().contains("rmalloc experiment table?"), execution.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "frobnicate", "help frobnicate"})
  void aWordThatIsLikeNoneGetsNone(String line) {
    String err = Execution.of(line.split(" ", -1)).err();
    assertFalse(err.contains("Did you mean"), err);
    assertTrue(err.startsWith("rmalloc: there is no command " + line.replaceAll(".* ", "")), err);
  }

  @ParameterizedTest
  @CsvSource({
    "run, run, 0",
    "rnu, run, 1",
    "ru, run, 1",
    "runn, run, 1",
    "ca, abc, 3",
    "'', abc, 3"
  })
  void slipsAreCounted(String from, String to, int slips) {
    assertEquals(slips, ClosestWord.slips(from, to));
    assertEquals(slips, ClosestWord.slips(to, from));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "stats", "check"})
  void anOptionOfAnAllocatorThatIsNotAskedForIsRefused(String command) throws IOException {
    Path trace = Files.writeString(folder.resolve("x.ops"), "0 N 16 8\n0 F 16 0\n");
    Execution execution =
        Execution.of(
            List.of(command, "" + trace, "-a", "dlmalloc", "--option", "tlsf.log2-lists=4"));
    assertEquals(2, execution.status(), execution::toString);
    assertTrue(execution.err().contains("option 'tlsf.log2-lists'"), execution.err());
  }

  @ParameterizedTest
  @CsvSource({
    "lock --threshold=0.5 t, --threshold",
    "lock --method=coarse --gain=1 t, --gain",
    "lock --method=coarse --loss=1 t, --loss",
    "record --wait=2 -o x.hrec true, --wait",
    "translate --dialect=access t, --dialect"
  })
  void anOptionWithoutEffectIsRefused(String line, String option) throws IOException {
    Execution execution = onTheTrace(line);
    assertEquals(2, execution.status(), execution::toString);
    assertTrue(
        execution.err().startsWith("rmalloc: " + option + ": has no effect"), execution.err());
  }

  @ParameterizedTest
  @CsvSource({
    "translate, x.hrec",
    "translate, x.memtrace.gz",
    "translate, x.ops.xz",
    "translate, x.ops.GZ",
    "lock, x.rep",
    "lock, x.hrec",
    "lifetime, x.csv",
    "lifetime, x.ops.zst",
    "synth --pattern=fixed, x.c",
    "synth --pattern=fixed, x.json.gz",
    "stats -a=firstfit --no-timing, x.csv",
    "record --accesses=none, x.ops",
    "record --accesses=none, x.rep.gz"
  })
  void aNameOfAnotherFormatIsRefusedBeforeAnyWork(String command, String name) throws IOException {
    Path output = folder.resolve(name);
    Path trace = Files.writeString(folder.resolve("t"), "0 N 16 8\n0 S 16 4\n");
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.addAll(List.of("-o", "" + output));
    if (!words.getFirst().equals("synth")) {
      words.add(words.getFirst().equals("record") ? "true" : "" + trace);
    }
    Execution execution = Execution.of(words);
    boolean isRecord = words.getFirst().equals("record");
    assertEquals(isRecord ? 125 : 2, execution.status(), execution::toString);
    assertTrue(execution.err().contains(name + "', a name of another format"), execution.err());
    assertFalse(Files.exists(output));
  }

  @ParameterizedTest
  @CsvSource({
    "run t -a=firstfit --no-timing -o x.json, which ends like the name of a file; expected the name"
        + " of a folder",
    "run t -a=firstfit --no-timing --html x.json, --html: found",
    "run t -a=firstfit --no-timing --html x/y.html, y.html: its folder does not exist",
    "frontier t -a=firstfit -o x.csv, which ends like the name of a file; expected the name of a"
        + " folder",
    "plan t -o x.csv -o ./y/../x.csv, for two outputs; expected a file for each"
  })
  void outputsThatCannotBeRightAreRefused(String line, String complaint) throws IOException {
    Execution execution = onTheTrace(line);
    assertEquals(2, execution.status(), execution::toString);
    assertEquals("", execution.out());
    assertTrue(execution.err().contains(complaint), execution.err());
    assertEquals(List.of("t"), List.of(folder.toFile().list()));
  }

  /** Runs a line of words, of which t is a trace and x and what begins with it lie beside it. */
  private Execution onTheTrace(String line) throws IOException {
    Files.writeString(folder.resolve("t"), "0 N 16 8\n");
    return Execution.of(
        Arrays.stream(line.split(" ", -1))
            .map(word -> word.matches("t|x.*|\\./y.*") ? folder + "/" + word : word)
            .toList());
  }

  @Test
  void recordNamesAFolderThatIsNotThereInWords() {
    Execution execution =
        Execution.of("record", "--accesses=none", "-o", folder + "/no/x.hrec", "--", "true");
    assertEquals(125, execution.status(), execution::toString);
    assertFalse(execution.err().contains("Exception"), execution.err());
    assertTrue(execution.err().contains(folder + "/no"), execution.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version",
        "--help",
        "allocators",
        "run x.ops -a firstfit --no-timing",
        "inspect x.ops"
      })
  void standardOutputThatIsFullIsAFault(String words) throws Exception {
    assumeTrue(Files.isWritable(Path.of("/dev/full")), "did not run: no /dev/full here");
    Files.writeString(folder.resolve("x.ops"), "0 N 16 8\n0 F 16 0\n");
    Process process =
        Execution.ofItsOwn(List.of("-XX:-UsePerfData"), words.split(" "))
            .directory(folder.toFile())
            .redirectErrorStream(false)
            .redirectOutput(new File("/dev/full"))
            .start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(2, process.waitFor(), err);
    assertTrue(err.contains("rmalloc: standard output cannot be written: "), err);
  }

  @Test
  void pluginsStandInTheHelpOfWhatUsesAllocators() {
    for (String command : List.of("allocators", "animate", "check", "run", "stats")) {
      assertTrue(Execution.of(command, "--help").out().contains("--plugins"), command);
    }
    assertTrue(Execution.of("--help").out().contains("--plugins"));
    assertEquals(2, Execution.of("inspect", "--plugins", "x.jar", "x").status());
  }

  @Test
  void aPluginWithoutAnAllocatorIsRefused() throws IOException {
    Path jar = jar(Map.of("README", "nothing"));
    for (List<String> words :
        List.of(
            List.of("--plugins", "" + jar, "allocators"),
            List.of("allocators", "--plugins=" + jar),
            List.of("allocators", "--plugins", "" + folder))) {
      Execution execution = Execution.of(words);
      assertEquals(2, execution.status(), execution::toString);
      assertTrue(execution.err().contains("found no allocator"), execution.err());
    }
    assertTrue(
        Execution.of("allocators", "--plugins", "no.jar").err().contains("no.jar: found no such"));
  }

  @Test
  void aPluginThatIsNotOnTheClassPathIsRefused() throws IOException {
    Path jar = jar(Map.of("META-INF/services/" + AllocatorProvider.class.getName(), ""));
    Execution execution = Execution.of("allocators", "--plugins", "" + jar);
    assertTrue(
        execution.err().contains("found a jar that is not on the class path"), execution.err());
    List<String> command = new ArrayList<>(Execution.ofItsOwn(List.of(), "allocators").command());
    int classPath = command.indexOf("-cp") + 1;
    command.set(classPath, command.get(classPath) + File.pathSeparator + jar);
    command.addAll(List.of("--plugins", "" + jar));
    assertEquals(0, runs(command));
  }

  private static int runs(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (OutputStream discard = OutputStream.nullOutputStream()) {
      process.getInputStream().transferTo(discard);
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private Path jar(Map<String, String> entries) throws IOException {
    Path jar = folder.resolve("p.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }
}
