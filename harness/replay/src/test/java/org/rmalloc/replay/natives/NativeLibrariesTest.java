// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.NativeContender;

/** Which malloc libraries are found. */
final class NativeLibrariesTest {
  private static final String LISTING =
      """
      1234 libs found in cache `/etc/ld.so.cache'
      \tlibjemalloc.so.2 (libc6) => /lib32/libjemalloc.so.2
      \tlibjemalloc.so.2 (libc6,x86-64) => /nowhere/libjemalloc.so.2
      \tlibjemalloc.so.2 (libc6,x86-64) => /later/libjemalloc.so.2
      \tlibmimalloc.so.2 (libc6,AArch64) => /nowhere/libmimalloc.so.2
      \tlibtcmalloc.so.4 (libc6,x86-64) => /nowhere/libtcmalloc.so.4
      """;

  @Test
  void theSystemsOwnComesFirstThenWhatTheLinkerKnows() {
    List<NativeContender> installed = NativeLibraries.in(LISTING).libraries();
    assertEquals(
        List.of("glibc", "jemalloc", "tcmalloc", "mimalloc"),
        installed.stream().map(NativeContender::name).toList());
    assertEquals(Optional.empty(), installed.get(0).library());
    assertEquals(Optional.of(Path.of("/nowhere/libjemalloc.so.2")), installed.get(1).library());
    assertEquals("2", installed.get(1).version());
    assertEquals(Contender.Kind.NATIVE, installed.get(1).kind());
  }

  @Test
  void whatIsMissingNamesItsPackage() {
    assertEquals(
        List.of("libtbbmalloc2"),
        NativeLibraries.in(LISTING).missing().stream()
            .map(NativeLibraries.Known::debianPackage)
            .toList());
  }

  @Test
  void aLibraryThatIsNotThereIsRefused() {
    String message =
        assertThrows(
                NativeException.class,
                () -> NativeLibraries.byFile("mine", Path.of("/nowhere/mine.so")))
            .getMessage();
    assertEquals("mine: /nowhere/mine.so: no file that can be read", message);
  }
}
