// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program that asks for page-aligned blocks among small ones, recorded, replayed, and held
 * against what the GNU C library took for the same requests in the same process.
 *
 * <p>Which figures compare: {@code mallinfo2().arena} is what the library got from the kernel. It
 * asks for 128 KiB more than it needs (its top pad), so that up to 132 KiB of it were never used:
 * {@code keepcost}, the free memory at the end. A smallest heap has no such reserve, since it is
 * what a program needs. So dlmalloc's is held against arena − keepcost; and, claimed in steps of 64
 * KiB as a C library would, against arena itself. Each must be within 5 % of the other. Runs only
 * with a C compiler and the GNU C library.
 */
class AlignedProgramTest {
  private static final String PROGRAM =
      """
      #include <malloc.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      int main(int count, char **arguments)
      {
        for (int i = 0; i < 500; i++) {
          memset(aligned_alloc(4096, 104), 1, 104);
          memset(malloc(40), 1, 40);
        }
        struct mallinfo2 taken = mallinfo2();
        FILE *figures = fopen(arguments[count - 1], "w");
        fprintf(figures, "%zu %zu", taken.arena, taken.keepcost);
        return fclose(figures);
      }
      """;

  @TempDir private static Path folder;
  private static Path recording;
  private static long arena;
  private static long neverUsed;

  @BeforeAll
  static void recordProgram() throws Exception {
    Path source = Files.writeString(folder.resolve("align4k.c"), PROGRAM);
    Path program = folder.resolve("align4k");
    assumeTrue(
        compiles("cc", "-O1", "-fno-builtin", "-o", program.toString(), source.toString()),
        "did not run: no C compiler, or no mallinfo2");
    recording = folder.resolve("align4k.hrec");
    Path figures = folder.resolve("figures");
    Execution recorded =
        Execution.of(
            List.of(
                "record",
                "--accesses=none",
                "-o",
                recording.toString(),
                "--",
                program.toString(),
                figures.toString()));
    assertEquals(0, recorded.status(), recorded.err());
    String[] words = Files.readString(figures).split(" ", -1);
    arena = Long.parseLong(words[0]);
    neverUsed = Long.parseLong(words[1]);
    assumeTrue(arena > 0, "did not run: not the GNU C library's malloc");
  }

  @Test
  void dlmallocNeedsWhatTheCLibraryUsed() throws IOException {
    assertWithin5Percent(arena - neverUsed, smallestHeap("dlmalloc"));
  }

  @Test
  void dlmallocInStepsTakesWhatTheCLibraryTook() throws IOException {
    assertWithin5Percent(arena, smallestHeap("steps=dlmalloc:granularity=65536"));
  }

  /** The judge of the contract looks at every block's address after every op. */
  @Test
  void everyPayloadIsAligned() {
    Execution check =
        Execution.of(
            "check", recording.toString(), "-a", "dlmalloc", "--heap=2MiB", "--locks=none");
    assertEquals(0, check.status(), check.out() + check.err());
  }

  private static void assertWithin5Percent(long expected, long found) {
    assertTrue(
        Math.abs(found - expected) <= expected / 20,
        "%d bytes, but %d in the C library".formatted(found, expected));
  }

  private static long smallestHeap(String contender) throws IOException {
    Path file = folder.resolve("stats.json");
    Execution stats =
        Execution.of(
            "stats",
            recording.toString(),
            "-a",
            contender,
            "--no-timing",
            "--quiet",
            "--locks=none",
            "-o",
            file.toString());
    assertEquals(0, stats.status(), stats.err());
    Matcher found = Pattern.compile("\"min_heap\": *(\\d+)").matcher(Files.readString(file));
    assertTrue(found.find());
    return Long.parseLong(found.group(1));
  }

  private static boolean compiles(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
