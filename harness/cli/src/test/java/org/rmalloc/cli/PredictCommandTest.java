// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Predictions of small programs under the C library's malloc and one of known weight. Runs only
 * with a C compiler and the GNU C library; all of it with {@code -Drmalloc.predict=all}, about 15
 * seconds of processor time.
 */
final class PredictCommandTest {
  private static final long WEIGHT = 16 << 20;

  /** The C library's malloc, with 16 MiB of its own that are written to at its first block. */
  private static final String HEAVY =
      """
      #include <stddef.h>
      #include <string.h>
      extern void *__libc_malloc(size_t);
      extern void *__libc_calloc(size_t, size_t);
      extern void *__libc_realloc(void *, size_t);
      extern void *__libc_memalign(size_t, size_t);
      extern void __libc_free(void *);
      static char weight[16 << 20];
      static void *weighed(void *block)
      {
        if (!weight[0]) memset(weight, 1, sizeof weight);
        return block;
      }
      void *malloc(size_t size) { return weighed(__libc_malloc(size)); }
      void *calloc(size_t count, size_t size) { return weighed(__libc_calloc(count, size)); }
      void *realloc(void *block, size_t size) { return weighed(__libc_realloc(block, size)); }
      void *memalign(size_t to, size_t size) { return weighed(__libc_memalign(to, size)); }
      void *aligned_alloc(size_t to, size_t size) { return memalign(to, size); }
      int posix_memalign(void **block, size_t to, size_t size)
      {
        *block = memalign(to, size);
        return *block ? 0 : 12;
      }
      void free(void *block) { __libc_free(block); }
      """;

  @TempDir private static Path folder;
  private static Path library;

  @BeforeAll
  static void compile() throws Exception {
    Path source = Files.writeString(folder.resolve("heavy.c"), HEAVY);
    library = folder.resolve("libheavy.so");
    assumeTrue(
        Files.isDirectory(Path.of("/proc/self"))
            && compiles(library, "cc", "-O1", "-shared", "-fPIC", "-fno-builtin", "" + source),
        "did not run: no C compiler, or no GNU C library");
  }

  private static boolean compiles(Path output, String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of("-o", output.toString()));
    try {
      return new ProcessBuilder(words).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aLibrarysWeightIsPredictedAndReal() {
    JsonNode prediction = json(predict("json", "ls", "-l", "/usr"));
    JsonNode glibc = prediction.get("libraries").get(0);
    JsonNode heavy = prediction.get("libraries").get(1);
    assertEquals("ls", prediction.get("program").asString());
    assertEquals(1, prediction.get("images").asInt());
    assertEquals("heavy", heavy.get("label").asString());
    assertEquals("", heavy.get("note").asString());
    assertNear(WEIGHT, (double) heavy.get("heap").asLong() - glibc.get("heap").asLong());
    assertNear(WEIGHT, median(heavy) - median(glibc));
    double ratio = heavy.get("ratio").get("median").asDouble();
    assertTrue(ratio > 0.9 && ratio < 1.1, heavy::toString);
    long sum =
        prediction.get("residue").asLong()
            + heavy.get("heap").asLong()
            + heavy.get("code").asLong();
    long rounding = 2; // each is rounded
    assertTrue(
        Math.abs(heavy.get("predicted_peak_rss").asLong() - sum) <= rounding, heavy::toString);
  }

  private static void assertNear(long expected, double found) {
    assertTrue(Math.abs(found - expected) < expected / 16.0, "%,.0f bytes".formatted(found));
  }

  private static double median(JsonNode library) {
    return library.get("real_peak_rss").get("median").asDouble();
  }

  @Test
  @EnabledIfSystemProperty(named = "rmalloc.predict", matches = "all")
  void theProcessWithTheLargestHeapIsReplayed() {
    Execution run = predict("csv", "sh", "-c", "ls -l /usr; exit 3");
    assertEquals(ExitCode.DONE, run.status(), run.err());
    assertTrue(
        run.err().contains("2 programs, of which the one with the largest heap is replayed: ls"),
        run.err());
    assertTrue(run.err().contains("sh ended with exit status 3 in each run\n"), run.err());
    List<String> lines = run.out().lines().toList();
    assertEquals(3, lines.size(), run.out());
    assertTrue(lines.getFirst().startsWith("program,library,version,runs,heap,"), run.out());
    assertTrue(lines.get(2).startsWith("sh,heavy,unknown,1,"), run.out());
  }

  @Test
  @EnabledIfSystemProperty(named = "rmalloc.predict", matches = "all")
  void aLibraryUnderWhichTheProgramFailsHasNoFigures() {
    Execution run =
        predict("text", "sh", "-c", "case $LD_PRELOAD in *heavy*) echo no >&2; exit 7;; esac");
    assertEquals(ExitCode.DONE, run.status(), run.err());
    assertTrue(run.out().contains("\nheavy: sh ended with exit status 7: no\n"), run.out());
  }

  @Test
  @EnabledIfSystemProperty(named = "rmalloc.predict", matches = "all")
  void aLibraryThatIsNotInUseHasNoFigures() throws IOException {
    Path none = Files.writeString(folder.resolve("libnone.so"), "no library");
    Execution run =
        Execution.of(
            "predict", "--runs=1", "-a=glibc", "--native", "none=" + none, "--quiet", "ls");
    assertEquals(ExitCode.DONE, run.status(), run.err());
    assertTrue(run.out().contains("\nnone: "), run.out());
    assertTrue(run.out().contains("libnone.so"), run.out());
  }

  /** Its own stub passes for malloc's address, which is not where malloc lies. */
  @Test
  @EnabledIfSystemProperty(named = "rmalloc.predict", matches = "all")
  void aProgramWithFixedAddressesIsSeenThrough() throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("fixed.c"),
            """
            #include <stdlib.h>
            #include <string.h>
            int main(void)
            {
              void *(*volatile allocate)(size_t) = malloc;
              return memset(allocate(100000), 1, 100000) == NULL;
            }
            """);
    Path program = folder.resolve("fixed");
    assumeTrue(
        compiles(program, "cc", "-O1", "-fno-pic", "-no-pie", "" + source),
        "did not run: no program with fixed addresses can be linked");
    JsonNode libraries = json(predict("json", program.toString())).get("libraries");
    assertEquals("", libraries.get(1).get("note").asString());
  }

  @Test
  void aProgramWithAMallocOfItsOwnIsRefused() throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("own.c"),
            """
            #include <stddef.h>
            static char heap[1 << 20];
            static size_t used;
            void *malloc(size_t size) { return heap + (used += (size + 31) & ~(size_t)31); }
            void *calloc(size_t count, size_t size) { return malloc(count * size); }
            void *realloc(void *block, size_t size) { return block ? NULL : malloc(size); }
            void free(void *block) { (void)block; }
            int main(void) { return malloc(1) == NULL; }
            """);
    Path program = folder.resolve("own");
    assumeTrue(compiles(program, "cc", "-rdynamic", "-fno-builtin", "" + source));
    Execution run = predict("text", program.toString());
    assertEquals(ExitCode.BAD_INPUT, run.status());
    assertEquals(
        "rmalloc: own: found no request in its recording; a program with a malloc of its own runs"
            + " under no other\n",
        run.err());
  }

  @Test
  @EnabledIfSystemProperty(named = "rmalloc.predict", matches = "all")
  void whatIsToRunBeforeRuns() {
    Path mark = folder.resolve("mark");
    Execution run =
        Execution.of(
            words(List.of("--before", "echo x >>" + mark), "csv", "sh", "-c", "rm " + mark));
    assertEquals(ExitCode.DONE, run.status(), run.err());
    assertTrue(Files.notExists(mark));
    assertTrue(run.out().lines().allMatch(line -> line.endsWith(",note") || line.endsWith(",")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--runs=0 ls | --runs: found 0, expected 1 or more",
        "--seed=-1 ls | --seed: found -1, expected 0 or more",
        "-a=firstfit ls | -a: found 'firstfit', expected a malloc library: no program can be run",
        "-a=jemaloc ls | unknown allocator 'jemaloc'; expected one of glibc",
        "-a=glibc ls | -a: found only glibc; expected another malloc library, to be",
        "-a=glibc --native=m=LIBRARY no-such-program | no-such-program: no such program",
        "-a=glibc --native=m=LIBRARY --recording=no.hrec ls | no.hrec: found no such file; expected"
            + " a file",
        "-a=glibc --native=m=LIBRARY --before=false ls | --before: 'false' ended with exit status"
            + " 1",
      })
  void whatCannotBeIsRefused(String words, String message) {
    List<String> arguments = new ArrayList<>(List.of("predict", "--quiet"));
    arguments.addAll(List.of(words.replace("LIBRARY", library.toString()).split(" ")));
    Execution run = Execution.of(arguments);
    assertEquals(ExitCode.BAD_INPUT, run.status());
    assertTrue(run.err().startsWith("rmalloc: " + message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertEquals("", run.out());
  }

  private static Execution predict(String format, String... command) {
    return Execution.of(words(List.of(), format, command));
  }

  private static List<String> words(List<String> options, String format, String... command) {
    List<String> words = new ArrayList<>(List.of("predict", "--runs=1", "-a=glibc"));
    words.addAll(List.of("--native", "heavy=" + library, "--format", format));
    words.addAll(options);
    words.add("--");
    words.addAll(List.of(command));
    return words;
  }

  private static JsonNode json(Execution run) {
    assertEquals(ExitCode.DONE, run.status(), run.err());
    return new ObjectMapper().readTree(run.out());
  }
}
