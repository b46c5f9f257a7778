// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the compiled parts are kept, and what is passed to the program that is recorded. */
class RecorderToolsTest {
  @TempDir private Path folder;

  @Test
  void aBuildThatIsBrokenIsMadeAnew() throws IOException {
    assumeTrue(ProgramFile.search("cc").isPresent(), "did not run: no C compiler (cc)");
    Path shim = RecorderTools.in(folder).shim();
    Files.delete(shim);
    assertTrue(Files.isReadable(RecorderTools.in(folder).shim()));
    Files.createSymbolicLink(shim.resolveSibling("gone"), Path.of("/no/such/file"));
    assertTrue(Files.isReadable(RecorderTools.in(folder).shim()));
    assertFalse(Files.exists(shim.resolveSibling("gone")));
  }

  @Test
  void argumentsPassAsTheBytesThatTheyWere() {
    byte[] started = "java\0Main\0record\0--\0a\u00e4\0\0b\0".getBytes(StandardCharsets.ISO_8859_1);
    byte[] expected = "a\u00e4\0\0b\0".getBytes(StandardCharsets.ISO_8859_1);
    String lost = new String(new byte[] {'a', (byte) 0xe4}, StandardCharsets.UTF_8);
    assertArrayEquals(
        expected, RawCommandBytes.of(List.of(lost, "", "b"), started, StandardCharsets.UTF_8));
    assertArrayEquals(
        "x\0\u00e4\0".getBytes(StandardCharsets.UTF_8),
        RawCommandBytes.of(List.of("x", "ä"), started, StandardCharsets.UTF_8));
  }
}
