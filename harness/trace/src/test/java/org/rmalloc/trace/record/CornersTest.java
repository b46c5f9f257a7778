// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.mapping.RecordedEventOutcome;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.TraceReader;

/**
 * Programs that recorders have got wrong ({@code corners.c}): daemons, preforking servers, programs
 * that turn into others, allocators that nobody asks, filters of system calls. The counts are those
 * of its source.
 */
class CornersTest {
  private static final Path SOURCE = Path.of("../../recorder/test/corners.c");

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private final List<String> said = new ArrayList<>();

  @BeforeAll
  static void compilePrograms() throws Exception {
    assumeTrue(ProgramFile.search("cc").isPresent(), "did not run: no C compiler (cc)");
    assumeTrue(Files.exists(SOURCE), "did not run: no recorder sources beside this module");
    assertTrue(cc("corners"));
    assertTrue(cc("own", "-DOWN_MALLOC"));
    assertTrue(cc("early", "-DPREINIT"));
    assertTrue(cc("corners.so", "-DLIBRARY", "-shared", "-fPIC"));
  }

  /** The program and its child end; a grandchild goes on for a second. */
  @ParameterizedTest
  @ValueSource(strings = {"out.hrec", "out.hrec.zst", "out.memtrace"})
  void aDaemonThatIsWaitedForIsRecordedToItsEnd(String name) throws IOException {
    record(name, true, 20, "corners", "daemon");
    assertEquals(List.of(1000L, 1000L, 101_000L), births(name));
    assertTrue(
        said.stream().anyMatch(line -> line.startsWith("waiting up to 20 s")), said::toString);
  }

  @Test
  void aDaemonThatIsNotWaitedForFinishesItsOwnFile() throws Exception {
    record("out.hrec", true, 0, "corners", "daemon");
    assertTrue(said.stream().anyMatch(line -> line.contains("still running")), said::toString);
    awaitNothingHidden();
    assertEquals(List.of(1000L, 1000L, 101_000L), births("out.hrec"));
  }

  @Test
  void childrenReferToTheirParentsHistory() throws IOException {
    RecordingReport report = record("out.hrec", true, 20, "corners", "prefork", "20");
    assertEquals(21, report.recordings().size());
    assertTrue(report.isSound(), report.lines()::toString);
    long main = report.recordings().getFirst().bytes();
    long all = report.recordings().stream().mapToLong(RecordingReport.Written::bytes).sum();
    assertTrue(all < main + 21 * 3000, all + " bytes, the program's own " + main);
    for (RecordingReport.Written child : report.recordings().subList(1, 21)) {
      Trace trace = TraceReader.read(child.file(), ReadOptions.DEFAULT);
      assertEquals(child.counts().count(RecordedEventOutcome.NEW), trace.facts().count(OpKind.NEW));
      assertEquals(1, trace.facts().count(OpKind.RESIZE));
      assertEquals(0, trace.facts().finalLiveBlocks());
    }
  }

  @Test
  void aChildIsReadOnlyBesideTheParentThatItHad() throws IOException {
    record("out.hrec", true, 20, "corners", "prefork", "1");
    Path child =
        filesIn(folder).stream().filter(file -> !file.endsWith("out.hrec")).findFirst().get();
    Path parent = folder.resolve("out.hrec");
    byte[] whole = Files.readAllBytes(parent);
    Files.delete(parent);
    assertTrue(refusal(child).contains("which is not in its folder"), refusal(child));
    record("out.hrec", false, 0, "corners", "prefork", "2");
    assertTrue(
        refusal(child).contains("continues a file out.hrec, which has changed since"),
        refusal(child));
    Files.write(parent, whole);
    assertEquals(100_001, TraceReader.read(child, ReadOptions.DEFAULT).facts().count(OpKind.NEW));
    byte[] alone = Files.readAllBytes(child);
    TraceFormatException e =
        assertThrows(
            TraceFormatException.class,
            () ->
                TraceReader.read(
                    "x", new java.io.ByteArrayInputStream(alone), ReadOptions.DEFAULT));
    assertTrue(e.getMessage().contains("the recording by its file name"), e.getMessage());
  }

  @Test
  void aChainOfForksIsComposed() throws IOException {
    RecordingReport report = record("out.hrec", true, 20, "corners", "chain", "30");
    assertEquals(31, report.recordings().size());
    List<Long> expected = new ArrayList<>();
    for (long i = 0; i <= 30; i++) {
      expected.add(10 * i);
    }
    List<Long> births =
        report.recordings().stream()
            .filter(written -> written.requests() > 0)
            .map(written -> read(written.file()).facts().count(OpKind.NEW))
            .map(Number::longValue)
            .sorted()
            .toList();
    assertEquals(expected.subList(1, 31), births);
  }

  @Test
  void unrecordedChildrenAreCounted() throws IOException {
    record("out.hrec", false, 0, "corners", "prefork", "5");
    assertTrue(
        said.toString().contains("5 processes that it started were not recorded"), said::toString);
  }

  @Test
  void aChildWithoutADescriptorToSpareIsRecorded() throws IOException {
    RecordingReport report = record("out.hrec", true, 20, "corners", "descriptors");
    assertEquals(2, report.recordings().size());
    assertEquals(50, report.recordings().getLast().counts().count(RecordedEventOutcome.FREE));
  }

  @ParameterizedTest
  @CsvSource({
    "long-file, the file reached a limit of size",
    "no-descriptor, could not open its file again"
  })
  void aRecordingThatStopsEarlySaysWhyAndIsReadable(String how, String why) throws IOException {
    RecordingReport report = record("out.hrec", false, 0, "corners", how);
    assertEquals(0, report.exitStatus());
    assertTrue(
        said.stream().anyMatch(line -> line.contains("INCOMPLETE") && line.contains(why)),
        said::toString);
    long births = read(folder.resolve("out.hrec")).facts().count(OpKind.NEW);
    assertTrue(births > 1000 && births < 300_000, () -> births + " births");
  }

  /** The program that has no file turns into another without an environment, which forks twice. */
  @Test
  void whatAProcessWithoutARecordingStartsIsSaidToo() throws IOException {
    String corners = program("corners");
    record(
        "out.hrec",
        true,
        20,
        "corners",
        "become-fileless",
        corners,
        "become",
        corners,
        "prefork",
        "2");
    long lost = said.stream().filter(line -> line.matches("INCOMPLETE: process \\d+ .*")).count();
    assertEquals(3, lost, said::toString);
  }

  /** Its number there is that of another process here. */
  @ParameterizedTest
  @EnumSource(names = {"NONE", "HEAPREC"})
  void aDaemonOfAnotherNamespaceOfProcessesFinishesItsOwnFile(AccessRecordingMethod accesses)
      throws Exception {
    assumeTrue(
        accesses == AccessRecordingMethod.NONE || ProgramFile.search("valgrind").isPresent(),
        "did not run: no Valgrind");
    RecordingReport report = record(accesses, "out.hrec", true, 0, "corners", "namespace");
    assumeTrue(report.exitStatus() != 77, "did not run: no namespaces here");
    assertFalse(said.toString().contains("process 1 (/"), said::toString);
    awaitNothingHidden();
    assertEquals(List.of(1000L, 101_000L), births("out.hrec"));
  }

  @Test
  void programsThatAreStartedWithoutAnEnvironmentAreRecorded() throws IOException {
    RecordingReport report = record("out.hrec", true, 20, "corners", "spawn");
    assertEquals(3, report.recordings().size(), report.lines()::toString);
    RecordingReport other =
        record("x.hrec", false, 0, "corners", "become", program("corners"), "pairs");
    assertEquals(100, other.recordings().getFirst().counts().count(RecordedEventOutcome.NEW));
  }

  @Test
  void whatAProgramTurnedIntoUnrecordedIsSaid() throws Exception {
    Path still = shared.resolve("still");
    Files.writeString(shared.resolve("still.c"), "int main(void) { return 0; }");
    assumeTrue(
        run("cc", "-static", "-o", "" + still, "" + shared.resolve("still.c")),
        "did not run: no static C library");
    record("out.hrec", false, 0, "corners", "become", "" + still);
    assertTrue(
        said.toString().contains("NOTE: the program then replaced itself by " + still),
        said::toString);
    assertTrue(said.toString().contains("statically linked"), said::toString);
  }

  /** A sanitizer stops a program into which anything else is preloaded. */
  @Test
  void aProgramWithASanitizerGoesOnUnrecorded() throws Exception {
    Path sanitized = shared.resolve("sanitized");
    Files.writeString(shared.resolve("sanitized.c"), "int main(void) { return 3; }");
    assumeTrue(
        run("cc", "-fsanitize=address", "-o", "" + sanitized, "" + shared.resolve("sanitized.c")),
        "did not run: no address sanitizer");
    assertEquals(3, record("out.hrec", false, 0, "corners", "become", "" + sanitized).exitStatus());
    assertTrue(said.toString().contains("is built with a sanitizer"), said::toString);
    assertEquals(3, record("x.hrec", true, 20, "corners", "start", "" + sanitized).exitStatus());
    assertTrue(
        said.toString().contains("recorded: the program is built with a sanitizer"),
        said::toString);
  }

  @Test
  void shellsOfTheCLibraryAreRecorded() throws IOException {
    RecordingReport report = record("out.hrec", true, 20, "corners", "shells");
    assertEquals(0, report.exitStatus());
    long pairs =
        report.recordings().stream()
            .filter(written -> written.program().endsWith("pairs"))
            .filter(written -> written.counts().count(RecordedEventOutcome.NEW) == 100)
            .count();
    assertEquals(2, pairs, report.lines()::toString);
  }

  @ParameterizedTest
  @CsvSource({"shells, 2 processes", "start, 1 process that"})
  void startedProcessesAreCountedWithoutAnEnvironment(String how, String count) throws IOException {
    record("out.hrec", false, 0, "corners", how, program("corners"), "pairs");
    assertTrue(said.toString().contains("NOTE: " + count), said::toString);
  }

  @Test
  void anAllocatorOfTheProgramsOwnIsSaid() throws IOException {
    record("out.hrec", false, 0, "own", "pairs");
    assertTrue(said.toString().contains("own brings an allocator of its own"), said::toString);
    said.clear();
    record("out.hrec", false, 0, "corners", "pairs");
    assertFalse(said.toString().contains("NOTE"), said::toString);
    record("out.hrec", false, 0, "corners", "chain", "0");
    assertTrue(said.toString().contains("no allocation was seen"), said::toString);
  }

  @Test
  void whatIsAllocatedBeforeAllElseIsRecorded() throws IOException {
    RecordingReport.Written written = record("out.hrec", false, 0, "early").recordings().getFirst();
    assertEquals(1, written.counts().count(RecordedEventOutcome.NEW));
    assertEquals(1, written.counts().count(RecordedEventOutcome.REALLOC));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deepbind", "deepbind-lazy"})
  void aLibraryThatBindsDeeplyIsRecorded(String how) throws IOException {
    RecordingReport.Written written =
        record("out.hrec", false, 0, "corners", how, program("corners.so")).recordings().getFirst();
    assertEquals(0, written.counts().anomalyCount(), said::toString);
    assertTrue(written.counts().count(RecordedEventOutcome.FREE) >= 300, said::toString);
    assertTrue(written.counts().peakLiveBytes() >= 100_000, said::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void aProgramThatForbidsSystemCallsGoesOn(String how) throws IOException {
    RecordingReport report = record("out.hrec", false, 0, "corners", "sandbox", how);
    assertEquals(0, report.exitStatus());
    assertEquals(
        2_001_000, report.recordings().getFirst().counts().count(RecordedEventOutcome.NEW));
  }

  /** Alone and recorded, the C library answers the same. */
  @Test
  void sizesOutOfRangeAreAnsweredAsByTheLibrary() throws Exception {
    String alone = output(List.of(program("corners"), "sizes"));
    RecorderTools tools = RecorderTools.in(shared.resolve("tools"));
    String recorded =
        output(
            List.of(
                "env",
                "LD_PRELOAD=" + tools.shim(),
                "RMALLOC_RECORD_DIR=" + folder,
                program("corners"),
                "sizes"));
    assertEquals(alone, recorded);
    assertTrue(alone.contains("pvalloc(all - 10): 0, 12"), alone);
  }

  /** Valgrind ends a program for an exception that it would have caught. */
  @Test
  void valgrindsLastWordsAreShown() throws Exception {
    Path source = shared.resolve("thrown.cc");
    Files.writeString(
        source,
        """
        #include <new>
        int main() {
          volatile unsigned long n = 1ul << 60;
          try { delete[] new char[n]; } catch (std::bad_alloc &) { return 0; }
          return 1;
        }
        """);
    String program = program("thrown");
    assumeTrue(ProgramFile.search("c++").isPresent(), "did not run: no C++ compiler");
    assertTrue(run("c++", "-w", "-o", program, source.toString()));
    Path output = Files.createDirectory(folder.resolve("a%d b")).resolve("x.hrec");
    try {
      ProgramRecorder.withToolsIn(shared.resolve("tools"), said::add)
          .record(
              new RecordingSettings(
                  List.of(program), output, AccessRecordingMethod.HEAPREC, false, false));
    } catch (RecordingException e) {
      assumeTrue(false, "did not run: " + e.getMessage());
    }
    assertTrue(said.toString().contains("valgrind: new/new[] failed"), said::toString);
    assertTrue(said.toString().contains("record it with --accesses=none"), said::toString);
  }

  @ParameterizedTest
  @CsvSource({"x.ops", "x.rep.gz", "x.json", "x.hrec.xz"})
  void aNameOfAnotherFormIsRefusedBeforeAnythingIsRun(String name) throws IOException {
    RecordingException e =
        assertThrows(RecordingException.class, () -> record(name, false, 0, "corners", "pairs"));
    assertTrue(e.getMessage().contains(name + "', a name of another format"), e.getMessage());
    assertEquals(List.of(), filesIn(folder));
  }

  @Test
  void aLinkAndAPipeStayWhatTheyAre() throws Exception {
    Path real = folder.resolve("real.hrec");
    Path link = Files.createSymbolicLink(folder.resolve("link.hrec"), real.getFileName());
    record("link.hrec", false, 0, "corners", "pairs");
    assertTrue(Files.isSymbolicLink(link));
    Files.writeString(real, "to be replaced");
    record("link.hrec", false, 0, "corners", "pairs");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(100, read(real).facts().count(OpKind.NEW));
    Path pipe = folder.resolve("pipe");
    assertTrue(run("mkfifo", "" + pipe));
    Process reader = new ProcessBuilder("cat", "" + pipe).start();
    record("pipe", false, 0, "corners", "pairs");
    byte[] bytes = reader.getInputStream().readAllBytes();
    assertFalse(Files.isRegularFile(pipe));
    assertTrue(new String(bytes, StandardCharsets.ISO_8859_1).startsWith("\u0089HREC"));
  }

  @Test
  void aLinkToALinkStaysOneAndALoopIsRefused() throws IOException {
    Path first = Files.createSymbolicLink(folder.resolve("first.hrec"), Path.of("second"));
    Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("real.hrec"));
    record("first.hrec", false, 0, "corners", "pairs");
    assertTrue(Files.isSymbolicLink(first) && Files.isSymbolicLink(second));
    assertEquals(100, read(folder.resolve("real.hrec")).facts().count(OpKind.NEW));
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    assertRefused("loop", "leads back to itself");
    Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("none/x.hrec"));
    assertRefused("nowhere", "none: no such folder");
  }

  @Test
  void namesAreAsLongAsTheyMayBe() throws IOException {
    String name = "ä".repeat(125) + ".hrec";
    RecordingReport report = record(name, true, 20, "corners", "prefork", "1");
    assertEquals(2, report.recordings().size());
    assertEquals(folder.resolve(name), report.recordings().getFirst().file());
    assertRefused("x" + name, "found a name of 256 bytes; expected at most 255");
    record("ä".repeat(123) + ".hrec.zst", false, 0, "corners", "pairs"); // written to a draft
    record("two\nlines.hrec", true, 20, "corners", "prefork", "1");
    assertTrue(
        filesIn(folder).stream().noneMatch(file -> file.getFileName().toString().startsWith(".")));
  }

  @Test
  void theProgramItselfIsNotReplaced() {
    assertRefused(program("corners"), "the program itself");
  }

  /** A script is what its first line says. */
  @Test
  void aScriptOfAStaticInterpreterIsRefused() throws Exception {
    Path still = shared.resolve("interpreter");
    Files.writeString(shared.resolve("interpreter.c"), "int main(void) { return 0; }");
    assumeTrue(
        run("cc", "-static", "-o", "" + still, "" + shared.resolve("interpreter.c")),
        "did not run: no static C library");
    Path script = shared.resolve("script");
    Files.writeString(script, "#! " + still + " x\n");
    assertTrue(script.toFile().setExecutable(true));
    RecordingException e =
        assertThrows(RecordingException.class, () -> record("out.hrec", false, 0, "script"));
    assertTrue(e.getMessage().startsWith(still + " is statically linked"), e.getMessage());
  }

  private void assertRefused(String name, String why) {
    RecordingException e =
        assertThrows(RecordingException.class, () -> record(name, false, 0, "corners", "pairs"));
    assertTrue(e.getMessage().contains(why), e.getMessage());
  }

  @Test
  void aDeviceThatIsFullIsAnErrorAndStaysADevice() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "did not run: no /dev/full here");
    assertThrows(IOException.class, () -> record(full.toString(), false, 0, "corners", "pairs"));
    assertFalse(Files.isRegularFile(full));
  }

  /** The folder of raw recordings goes last. */
  private void awaitNothingHidden() throws Exception {
    for (int i = 0; i < 300 && hasHidden(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertFalse(hasHidden());
  }

  private boolean hasHidden() throws IOException {
    return filesIn(folder).stream().anyMatch(file -> file.getFileName().toString().startsWith("."));
  }

  private Trace read(Path file) {
    try {
      return TraceReader.read(file, ReadOptions.DEFAULT);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String refusal(Path file) {
    return assertThrows(
            TraceFormatException.class, () -> TraceReader.read(file, ReadOptions.DEFAULT))
        .getMessage();
  }

  /** Births in all recordings of a name, ascending; each is read strictly. */
  private List<Long> births(String name) throws IOException {
    String extension = name.substring("out".length());
    List<Long> births = new ArrayList<>();
    for (Path file : filesIn(folder)) {
      assertTrue(file.toString().endsWith(extension), file::toString);
      births.add(read(file).facts().count(OpKind.NEW));
    }
    return births.stream().sorted().toList();
  }

  private RecordingReport record(String name, boolean children, int wait, String... command)
      throws IOException {
    return record(AccessRecordingMethod.NONE, name, children, wait, command);
  }

  private RecordingReport record(
      AccessRecordingMethod accesses, String name, boolean children, int wait, String... command)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    words.set(0, program(command[0]));
    RecordingSettings request =
        new RecordingSettings(words, folder.resolve(name), accesses, children, wait, false);
    return ProgramRecorder.withToolsIn(shared.resolve("tools"), said::add).record(request);
  }

  private static String program(String name) {
    return shared.resolve(name).toString();
  }

  private static boolean cc(String target, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("cc", "-O0", "-fno-builtin", "-w"));
    command.addAll(List.of(options));
    command.addAll(List.of("-o", program(target), SOURCE.toString(), "-ldl"));
    return run(command.toArray(String[]::new));
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  private static String output(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
