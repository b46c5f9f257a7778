// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.mapping.RecordedEventOutcome;
import org.rmalloc.trace.mapping.RecordingImporter;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.TraceReader;
import org.rmalloc.trace.translate.RecordingFormats;

/**
 * Records real programs. The counts expected are those of {@code awkward.c}, which allocates
 * 100,000 blocks and frees 50,000, whatever else it does. Does not run without a C compiler.
 */
class ProgramRecorderTest {
  private static final Path PROGRAMS = Path.of("../../recorder/test");
  private static final int BLOCKS = 100_000;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  @BeforeAll
  static void compilePrograms() throws Exception {
    assumeTrue(ProgramFile.search("cc").isPresent(), "did not run: no C compiler (cc)");
    assumeTrue(Files.isDirectory(PROGRAMS), "did not run: no recorder sources beside this module");
    compile("awkward");
    compile("threads");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 7",
    "close, 7",
    "fork, 7",
    "clone, 7",
    "vfork, 7",
    "_exit, 7",
    "kill, 137",
    "crash, 139"
  })
  void losesNothingWhateverTheProgramDoes(String how, int status) throws IOException {
    RecordingReport report = record(AccessRecordingMethod.NONE, false, program("awkward"), how);
    assertEquals(status, report.exitStatus());
    assertEquals(1, report.recordings().size());
    assertCounts(BLOCKS, BLOCKS / 2, report.recordings().getFirst());
  }

  @Test
  void recordsEachProgramThatAProcessTurnsInto() throws IOException {
    RecordingReport report = record(AccessRecordingMethod.NONE, false, program("awkward"), "exec");
    assertEquals(2, report.recordings().size());
    report.recordings().forEach(written -> assertCounts(BLOCKS, BLOCKS / 2, written));
    assertEquals(folder.resolve("out.hrec"), report.recordings().getFirst().file());
  }

  @Test
  void aFollowedChildHasItsParentsHistory() throws IOException {
    RecordingReport report = record(AccessRecordingMethod.NONE, true, program("awkward"), "fork");
    assertEquals(2, report.recordings().size());
    assertTrue(report.isSound());
    report.recordings().forEach(written -> assertCounts(BLOCKS, BLOCKS / 2, written));
  }

  @Test
  void seesEveryFunctionThatAllocates() throws IOException {
    RecordingReport report =
        record(AccessRecordingMethod.NONE, false, program("awkward"), "functions");
    assertCounts(BLOCKS + 9, BLOCKS / 2 + 9, report.recordings().getFirst());
  }

  @Test
  void keepsTheOrderOfThreadsThatReallocateEachOthersBlocks() throws IOException {
    RecordingReport report = record(AccessRecordingMethod.NONE, false, program("threads"), "40000");
    RecordingReport.Written written = report.recordings().getFirst();
    assertTrue(report.isSound(), report.lines()::toString);
    assertTrue(
        written.counts().count(RecordedEventOutcome.REALLOC) > 50_000, report.lines()::toString);
  }

  @Test
  void recordsAccessesByHeaprecAndNoneIsLostToAKill() throws IOException {
    assumeHeaprec();
    RecordingReport report =
        record(AccessRecordingMethod.HEAPREC, false, program("awkward"), "kill");
    assertEquals(137, report.exitStatus());
    RecordingReport.Written written = report.recordings().getFirst();
    assertCounts(BLOCKS, BLOCKS / 2, written);
  }

  @Test
  void heaprecKeepsTheOrderOfThreads() throws IOException {
    assumeHeaprec();
    RecordingReport report =
        record(AccessRecordingMethod.HEAPREC, false, program("threads"), "2000");
    RecordingReport.Written written = report.recordings().getFirst();
    assertTrue(report.isSound(), report.lines()::toString);
    assertEquals(0, report.exitStatus());
    long stray = written.counts().count(RecordedEventOutcome.STRAY);
    assertTrue(written.accesses() > 20_000 && 10 * stray < written.accesses(), "" + stray);
  }

  @ParameterizedTest
  @CsvSource({
    "out.hrec, hrec",
    "out.hrec.zst, hrec",
    "out.memtrace, memtrace",
    "out.memtrace.gz, memtrace",
    "out.MEMTRACE, memtrace"
  })
  void writesTheFormThatTheNameSays(String name, String form) throws IOException {
    Path output = folder.resolve(name);
    List<String> command = List.of(program("awkward"));
    recorder()
        .record(new RecordingSettings(command, output, AccessRecordingMethod.NONE, false, false));
    assertEquals(BLOCKS + BLOCKS / 2, TraceReader.read(output, ReadOptions.DEFAULT).opCount());
    assertEquals(form, formOf(output));
    assertEquals(List.of(output), filesIn(folder));
  }

  private static String formOf(Path file) throws IOException {
    try (DecompressedInput input = DecompressedInput.open(file)) {
      FileStart start = FileStart.of(input.peek(FileStart.LENGTH));
      return RecordingFormats.recognized(start).map(RecordingImporter::format).orElseThrow();
    }
  }

  @ParameterizedTest
  @CsvSource({"no-such-program, 127", "/no/such/program, 127", "/etc/passwd, 126", "/etc, 126"})
  void saysWhyAProgramCannotBeRun(String program, int status) throws IOException {
    RecordingException e =
        assertThrows(
            RecordingException.class, () -> record(AccessRecordingMethod.NONE, false, program));
    assertEquals(status, e.exitStatus());
    assertTrue(e.getMessage().startsWith(program + ": "), e.getMessage());
    assertEquals(List.of(), filesIn(folder));
  }

  @Test
  void refusesAStaticProgramBeforeRunningIt() throws Exception {
    Path program = shared.resolve("static");
    Files.writeString(shared.resolve("static.c"), "int main(void) { return 0; }");
    assumeTrue(
        cc("-static", "-o", program.toString(), shared.resolve("static.c").toString()),
        "did not run: no static C library");
    RecordingException e =
        assertThrows(
            RecordingException.class,
            () -> record(AccessRecordingMethod.NONE, false, program.toString()));
    assertEquals(125, e.exitStatus());
    assertTrue(e.getMessage().contains("statically linked"), e.getMessage());
    assertFalse(Files.exists(folder.resolve("out.hrec")));
  }

  private static void assertCounts(long births, long frees, RecordingReport.Written written) {
    assertEquals(0, written.counts().anomalyCount());
    assertEquals(births, written.counts().count(RecordedEventOutcome.NEW));
    assertEquals(frees, written.counts().count(RecordedEventOutcome.FREE));
  }

  private RecordingReport record(
      AccessRecordingMethod accesses, boolean children, String... command) throws IOException {
    Path output = folder.resolve("out.hrec");
    return recorder()
        .record(new RecordingSettings(List.of(command), output, accesses, children, false));
  }

  private static ProgramRecorder recorder() throws IOException {
    return ProgramRecorder.withToolsIn(shared.resolve("tools"), line -> {});
  }

  private static void assumeHeaprec() throws IOException {
    try {
      RecorderTools.in(shared.resolve("tools")).heaprec();
    } catch (RecordingException e) {
      assumeTrue(false, "did not run: " + e.getMessage());
    }
  }

  private static String program(String name) {
    return shared.resolve(name).toString();
  }

  private static void compile(String name) throws Exception {
    Path source = PROGRAMS.resolve(name + ".c");
    String target = shared.resolve(name).toString();
    assertTrue(cc("-fno-builtin", "-w", "-o", target, source.toString(), "-lpthread"), name);
  }

  private static boolean cc(String... arguments) throws Exception {
    List<String> command = Stream.concat(Stream.of("cc"), Stream.of(arguments)).toList();
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
