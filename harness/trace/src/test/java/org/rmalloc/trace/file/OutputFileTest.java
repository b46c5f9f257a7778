// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file appears whole or not at all, whatever happens to the disk. */
class OutputFileTest {
  private static final int LENGTH = 300_000; // several buffers

  @TempDir private Path folder;
  private Path old;

  @BeforeEach
  void writeOldFile() throws IOException {
    old = Files.writeString(folder.resolve("old"), "as it was");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.ops", "x.ops.gz", "x.ops.zst"})
  void aDiskThatIsFullAtAnyTimeLeavesEverythingAsItWas(String name) throws IOException {
    Path target = Files.copy(old, folder.resolve(name));
    long whole = written(target, Long.MAX_VALUE);
    assertTrue(whole > 100_000, "only " + whole);
    Files.copy(old, target, StandardCopyOption.REPLACE_EXISTING);
    for (long room = 0; room < whole; room = Math.max(room + 1, room * 5 / 4)) {
      assertFull(target, room);
    }
    assertFull(target, whole - 1);
  }

  @Test
  void whatIsNotCommittedIsDropped() throws IOException {
    try (OutputFile file = OutputFile.create(old)) {
      file.stream().write(content());
    }
    assertEquals("as it was", Files.readString(old));
    assertEquals(List.of(old), files());
  }

  @Test
  void aLinkStaysOneAndItsTargetIsReplaced() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), old.getFileName());
    written(link, Long.MAX_VALUE);
    assertTrue(Files.isSymbolicLink(link));
    assertArrayEquals(content(), Files.readAllBytes(old));
    assertEquals(List.of(link, old), files());
  }

  @Test
  void aNamedPipeIsWrittenTo() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(makesPipe(pipe), "did not run: no mkfifo");
    try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
      Future<byte[]> read = reader.submit(() -> Files.readAllBytes(pipe));
      written(pipe, Long.MAX_VALUE);
      assertArrayEquals(content(), read.get());
    }
    assertFalse(Files.isRegularFile(pipe));
    assertEquals(List.of(old, pipe), files());
  }

  private void assertFull(Path target, long room) throws IOException {
    IOException full =
        assertThrows(IOException.class, () -> written(target, room), () -> "" + room);
    assertEquals(target + ": No space left on device", full.getMessage());
    assertEquals("as it was", Files.readString(target));
    assertEquals(List.of(old, target), files());
  }

  /** Writes a file to a disk with so many bytes left, and returns how many it took. */
  private static long written(Path target, long room) throws IOException {
    long[] taken = new long[1];
    try (OutputFile file = OutputFile.create(target, disk -> limited(disk, room, taken))) {
      file.stream().write(content());
      file.commit();
    }
    return taken[0];
  }

  private static OutputStream limited(OutputStream disk, long room, long[] taken) {
    return new FilterOutputStream(disk) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        int fits = (int) Math.min(length, room - taken[0]);
        out.write(bytes, offset, fits);
        taken[0] += fits;
        if (fits < length) {
          throw new IOException("No space left on device");
        }
      }
    };
  }

  /** Digits and line feeds that do not compress well. */
  private static byte[] content() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] content = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      content[i] = (byte) (i % 20 == 19 ? '\n' : '0' + random.nextInt(10));
    }
    return content;
  }

  private static boolean makesPipe(Path pipe) throws InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
