// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace that does not fit into memory is no bug, and its user can do something about it. */
final class MemoryTest {
  @TempDir private Path folder;

  @Test
  void aTraceTooLargeForMemoryIsSaidToBeOne() throws Exception {
    Path trace = folder.resolve("large.ops.zst");
    String synth = "synth --ops 2000000 --live 100 --sizes uniform(1..1000) -o " + trace;
    assertEquals(ExitCode.DONE, Execution.of(synth.split(" ")).status());
    Process inspect = Execution.ofItsOwn(List.of("-Xmx32m"), "inspect", trace.toString()).start();
    String talk = new String(inspect.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(ExitCode.BAD_INPUT, inspect.waitFor(), talk);
    assertEquals(1, talk.lines().count(), talk);
    assertTrue(talk.startsWith("rmalloc: needs more memory than the 3"), talk);
    assertTrue(talk.contains("RMALLOC_JAVA_OPTIONS=-Xmx1"), talk);
  }
}
