// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.NativeContender;

/** What is said of variables that malloc libraries do not see. */
final class IgnoredMallocVariableNoticeTest {
  private static final List<Contender> LIBRARY =
      List.of(new NativeContender("glibc", Optional.empty(), "2.36"));

  @Test
  void theyAreNamedWhereALibraryCompetes() {
    Map<String, String> environment =
        Map.of("MALLOC_CONF", "tcache:false", "LD_PRELOAD", "a.so", "PATH", "/bin");
    String said = IgnoredMallocVariableNotice.notice(LIBRARY, environment).orElseThrow();
    assertTrue(
        said.startsWith("malloc libraries do not see what is set here: LD_PRELOAD, MALLOC_CONF; "),
        said);
    assertEquals(Optional.empty(), IgnoredMallocVariableNotice.notice(List.of(), environment));
  }

  @Test
  void nothingIsSaidOfOthersAndOfEmptyOnes() {
    Map<String, String> environment = Map.of("LD_PRELOAD", "", "MALLOCATOR", "x", "PATH", "/bin");
    assertEquals(Optional.empty(), IgnoredMallocVariableNotice.notice(LIBRARY, environment));
  }
}
