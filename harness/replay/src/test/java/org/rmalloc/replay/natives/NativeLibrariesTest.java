// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @TempDir private Path folder;

  @Test
  void theSystemsOwnComesFirstThenWhatTheLinkerKnows() {
    List<NativeContender> installed = NativeLibraries.in(LISTING, true).libraries();
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
        List.of("libtbbmalloc2", "libclang-rt-14-dev", "musl-tools"),
        NativeLibraries.in(LISTING, true).missing().stream()
            .map(NativeLibraries.Known::debianPackage)
            .toList());
  }

  @Test
  void scudoIsThatOfTheLatestClang() throws IOException {
    assertEquals(Optional.empty(), ScudoLibraryLocator.under(folder, "x86_64"));
    String name = "libclang_rt.scudo_standalone";
    List<String> files =
        List.of(
            "lib/llvm-9/lib/clang/9.0.1/lib/linux/" + name + "-x86_64.so",
            "lib/llvm-14/lib/clang/14.0.6/lib/linux/" + name + "-i386.so",
            "lib/llvm-14/lib/clang/14.0.6/lib/linux/" + name + "-x86_64.so",
            "lib64/clang/12/lib/x86_64-redhat-linux-gnu/" + name + ".so");
    for (String file : files) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.createFile(folder.resolve(file));
    }
    assertEquals(
        Optional.of(folder.resolve(files.get(2))), ScudoLibraryLocator.under(folder, "x86_64"));
    Files.delete(folder.resolve(files.get(2)));
    assertEquals(
        Optional.of(folder.resolve(files.get(3))), ScudoLibraryLocator.under(folder, "x86_64"));
  }

  @Test
  void muslIsNotPreloaded() throws IOException {
    String listing = "\tld-musl-x86_64.so.1 (libc6,x86-64) => /lib/ld-musl-x86_64.so.1\n";
    NativeContender musl = NativeLibraries.in(listing, true).libraries().getLast();
    assertEquals("musl", musl.name());
    assertTrue(musl.isMusl());
    assertFalse(NativeLibraries.in(LISTING, true).libraries().getLast().isMusl());
  }

  @Test
  void muslIsThereOnlyWithACompilerForIt() {
    String listing = "\tld-musl-x86_64.so.1 (libc6,x86-64) => /lib/ld-musl-x86_64.so.1\n";
    NativeLibraries without = NativeLibraries.in(listing, false);
    assertEquals(
        List.of("glibc"), without.libraries().stream().map(NativeContender::name).toList());
    NativeLibraries.Known last = without.missing().getLast();
    assertEquals("musl apt-get install musl-tools", last.name() + " " + last.installation());
  }

  @Test
  void aLibraryThatIsNotThereIsRefused() {
    String message =
        assertThrows(
                NativeLibraryException.class,
                () -> NativeLibraries.byFile("mine", Path.of("/nowhere/mine.so")))
            .getMessage();
    assertEquals("mine: /nowhere/mine.so: no file that can be read", message);
  }
}
