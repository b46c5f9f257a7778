// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C code that many ask for at once, and what others have left in its place. */
class CachedCBuildTest {
  private static final String PRODUCT = "product";

  @TempDir private Path folder;

  /** A process of its own that asks for the build in the folder of its first argument. */
  static final class Asking {
    public static void main(String[] arguments) throws IOException {
      System.out.println("ready");
      System.in.read();
      System.out.println(built(Path.of(arguments[0])));
    }
  }

  @BeforeEach
  void requireCompiler() {
    assumeTrue(
        SystemCommandRunner.output("cc", "--version").isPresent(),
        "did not run: no C compiler (cc)");
  }

  @Test
  void processesThatAskAtOnceBuildOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String classes = System.getProperty("java.class.path");
      processes.add(
          new ProcessBuilder(
                  java,
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  classes,
                  Asking.class.getName(),
                  "" + folder)
              .redirectErrorStream(true)
              .start());
    }
    List<BufferedReader> said = processes.stream().map(Process::inputReader).toList();
    for (BufferedReader one : said) {
      assertEquals("ready", one.readLine());
    }
    for (Process process : processes) {
      process.getOutputStream().close();
    }
    Path built = Path.of(said.getFirst().readLine());
    assertEquals(built.toString(), said.getLast().readLine());
    assertEquals(Set.of(".lock", built.getFileName().toString()), namesIn(folder));
    assertEquals(1, builds(built));
  }

  @Test
  void threadsThatAskAtOnceBuildOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<Path>> built = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        built.add(threads.submit(() -> built(folder)));
      }
      for (Future<Path> one : built) {
        assertEquals(1, builds(one.get()));
      }
    }
  }

  @Test
  void whatIsUnusableIsBuiltAnew() throws IOException {
    Path built = built(folder);
    Files.delete(built.resolve(PRODUCT));
    assertEquals(built, built(folder));
    Files.createSymbolicLink(built.resolve("gone"), Path.of("/no/such/file"));
    assertEquals(built, built(folder));
    assertFalse(Files.exists(built.resolve("gone"), LinkOption.NOFOLLOW_LINKS));
  }

  /** A folder that may not be moved stands for another user's: root may do anything to that. */
  @Test
  void whatAnotherUserKeepsGetsANeighbour() throws Exception {
    Path built = built(folder);
    Files.delete(built.resolve(PRODUCT));
    assumeTrue(
        run("mount", "-t", "tmpfs", "none", built.toString()), "did not run: only root mounts");
    try {
      Path own = built(folder);
      assertEquals(built + "-" + UserCacheFolder.userId(), own.toString());
      assertEquals(own, built(folder));
    } finally {
      assertTrue(run("umount", built.toString()), built::toString);
    }
  }

  @Test
  void whyItCannotBeBuiltIsSaid() throws IOException {
    BundledCSources sources =
        BundledCSources.of(CachedCBuildTest.class, "cached", List.of("build"));
    CachedCBuild build = CachedCBuild.in(folder, sources);
    CBuildException e =
        assertThrows(CBuildException.class, () -> build.folder("nothing", PRODUCT, List.of()));
    assertEquals("cannot build product: nothing: expected once", e.getMessage());
    assertEquals(Set.of(".lock"), namesIn(folder));
  }

  @Test
  void theCacheIsTheUsersUnlessItsNameCannotBePreloaded() {
    assertEquals(
        Path.of("/c/rmalloc"), UserCacheFolder.usual(Map.of("XDG_CACHE_HOME", "/c"), "/home/u"));
    assertEquals(Path.of("/home/u/.cache/rmalloc"), UserCacheFolder.usual(Map.of(), "/home/u"));
    assertFalse(UserCacheFolder.canBePreloadedFrom(UserCacheFolder.usual(Map.of(), "?")));
    for (String name : List.of("/a b", "/a:b", "/a$b")) {
      assertFalse(UserCacheFolder.canBePreloadedFrom(Path.of(name)), name);
    }
    assertTrue(UserCacheFolder.canBePreloadedFrom(Path.of("/ä%d")));
  }

  /** A build that takes a while, and says how often it was made. */
  private static Path built(Path cache) throws IOException {
    BundledCSources sources =
        BundledCSources.of(CachedCBuildTest.class, "cached", List.of("build"));
    return CachedCBuild.in(cache, sources).folder("once", PRODUCT, List.of());
  }

  private static int builds(Path built) throws IOException {
    return Files.readAllLines(built.resolveSibling(PRODUCT + ".log")).size();
  }

  private static Set<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".log"))
          .collect(Collectors.toSet());
    }
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).start().waitFor() == 0;
  }
}
