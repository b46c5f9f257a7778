// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a small tree of its own, with a Maven and a Java that only say what they do. */
final class LauncherTest {
  private static final String MAVEN =
      """
      #!/bin/sh
      while [ "$1" != -f ]; do shift; done
      tree=$(dirname "$2")
      mkdir -p "$tree/harness/cli/target/lib"
      : >"$tree/harness/cli/target/lib/cli.jar"
      echo built >>"$tree/builds"
      """;
  private static final String JAVA =
      """
      #!/bin/sh
      for word; do
        case $word in -XX:AOTCacheOutput=*) echo a >"${word#*=}"; exit ;; esac
      done
      printf '<%s>' "$@"
      """;

  @TempDir private Path folder;
  private Path tree;

  @BeforeEach
  void plant() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "did not run: no bash here");
    tree = Files.createDirectories(folder.resolve("a tree"));
    copy("rmalloc", "rmalloc");
    copy("launcher/caller", "launcher/caller");
    copy("launcher/cache", "launcher/cache");
    copy("launcher/prepare", "launcher/prepare");
    write("src/main/A.java", "class A {}");
    program(".ci/find-jdk", "#!/bin/sh\necho \"" + folder.resolve("jdk") + "\"\n");
    program("../jdk/bin/java", JAVA);
    program("../bin/mvn", MAVEN);
  }

  @Test
  void buildsOnceAndAgainWhenASourceChanges() throws Exception {
    run("--version");
    run("--version");
    assertEquals(1, builds());
    write("src/main/A.java", "class A { }");
    run("--version");
    assertEquals(2, builds());
  }

  @Test
  void aTreeThatWasMovedOrTouchedIsNotBuiltAgain() throws Exception {
    run("--version");
    Path moved = folder.resolve("another place");
    Files.move(tree, moved);
    tree = moved;
    Files.setLastModifiedTime(tree.resolve("src/main/A.java"), FileTime.fromMillis(0));
    String said = run("--version");
    assertEquals(1, builds());
    assertTrue(said.contains(moved + "/harness/cli/target/lib/cli.jar"), said);
  }

  @Test
  void givesScriptsTheClassPath() throws Exception {
    assertTrue(run("--class-path").endsWith(tree + "/harness/cli/target/lib/cli.jar\n"));
  }

  @Test
  void saysSoWhereItCannotBuild() throws Exception {
    Files.writeString(tree.resolve("target"), "in the way");
    String said = run("--version");
    assertTrue(said.contains("/target cannot be written"), said);
    assertFalse(Files.exists(tree.resolve("builds")));
  }

  @Test
  void runsWithoutItsCacheWhereItCannotTakeTheLock() throws Exception {
    run("--version");
    deleteCaches();
    Path lock = Files.createFile(tree.resolve("target/building"));
    assertTrue(run("--version").contains("<--version>"));
    Files.delete(lock);
    assertEquals(1, builds());
  }

  @Test
  void aLockWithoutAnOwnerIsNoLock() throws Exception {
    run("--version");
    deleteCaches();
    Files.createSymbolicLink(tree.resolve("target/building"), Path.of("99999999"));
    assertTrue(run("--version").contains("-XX:AOTCache="));
  }

  @Test
  void waitsForAnotherBuildAndSaysSo() throws Exception {
    Process owner = new ProcessBuilder("sleep", "1").start();
    Files.createDirectory(tree.resolve("target"));
    Files.createSymbolicLink(tree.resolve("target/building"), Path.of("" + owner.pid()));
    String said = run("--version");
    assertTrue(said.contains("waiting for process " + owner.pid()), said);
    assertEquals(1, builds());
  }

  @Test
  void limitsAreKeptToOrSaid() throws Exception {
    String few = limited("-n 63");
    assertTrue(few.startsWith("rmalloc: only 63 files may be open"), few);
    assertFalse(Files.exists(tree.resolve("builds")));
    assertTrue(limited("-n 64").contains("<--version>"));
    assertFalse(limited("-n 64").contains("CompressedClassSpaceSize"));
    assertTrue(limited("-v 4000000").contains("<-XX:CompressedClassSpaceSize=64m>"));
  }

  @Test
  void pluginsAreFoundWhereverTheyStand() throws Exception {
    run("--version");
    for (String words : List.of("--plugins p.jar run x", "run x --plugins=p.jar")) {
      assertTrue(classPath(words).endsWith(":p.jar"), words);
    }
    assertFalse(classPath("record -o x prog --plugins p.jar").endsWith(":p.jar"));
    assertFalse(classPath("run x").endsWith(":p.jar"));
  }

  @Test
  void javaReadsUtf8InTheCLocaleAndTheCallersIsKept() throws Exception {
    program(
        "../jdk/bin/java",
        "#!/bin/sh\necho \"$LC_ALL|${RMALLOC_CALLER_LC_ALL-none}|${HOME-none}\"\n");
    assertTrue(run(Map.of("LC_ALL", "C"), "x").endsWith("C.UTF-8|=C|none\n"));
    assertTrue(run(Map.of("LANG", "C"), "x").endsWith("C.UTF-8||none\n"));
    assertTrue(run(Map.of("LC_ALL", "C.UTF-8"), "x").endsWith("C.UTF-8|none|none\n"));
  }

  @Test
  void namesThatAreNoIdentifiersStayInTheEnvironment() throws Exception {
    program("../jdk/bin/java", "#!/bin/bash -p\ncat /proc/self/environ\n");
    Map<String, String> odd = Map.of("a.b", "1", "x-y", "2", "BASH_FUNC_f%%", "() { echo hi; }");
    String said = "\n" + run(odd, "x").replace('\0', '\n');
    odd.forEach((name, value) -> assertTrue(said.contains("\n" + name + "=" + value + "\n"), said));
  }

  /** What {@code launch} undoes for a program that is recorded. */
  @Test
  void closedStreamsIgnoredSignalsAndOwnVariablesAreNoted() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/environ")), "did not run: no /proc here");
    program(
        "../jdk/bin/java",
        "#!/bin/sh\n"
            + "echo \"$RMALLOC_CALLER_CLOSED|$RMALLOC_CALLER_IGNORED|$RMALLOC_CALLER_FILES|"
            + "$RMALLOC_CALLER_UNSET\"\n"
            + "readlink /proc/self/fd/0\n");
    String launcher = tree.resolve("rmalloc").toString();
    program(
        "caller", "#!/bin/sh\ntrap '' PIPE\nexec '" + launcher + "' record x <&- 7>/dev/null\n");
    String said = run(tree.resolve("caller"), Map.of("SHLVL", "7"), "");
    assertTrue(said.matches("(?s).*\n0\\|[0-9a-f]*1000\\| 7\\|[ PWD]* OLDPWD _\n.*"), said);
    assertTrue(said.endsWith("/dev/null\n"), said);
    assertTrue(run("run", "x").contains("|||\n"));
  }

  @Test
  void anArchiveNeedsNoMavenAndWritesOnlyTheUsersCache() throws Exception {
    unpackArchive();
    Map<String, String> user = Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString());
    String said = run(user, "--version");
    assertTrue(said.contains("<-Drmalloc.commit=1234>"), said);
    assertTrue(said.contains("<-cp><%s/lib/a.jar:%s/lib/b.jar>".formatted(tree, tree)), said);
    String cache = said.replaceAll("(?s).*-XX:AOTCache=([^>]*)>.*", "$1");
    assertTrue(
        cache.startsWith(folder + "/cache/rmalloc/start/") && cache.contains("-abcd-"), said);
    assertFalse(Files.exists(tree.resolve("builds")) || Files.exists(tree.resolve("target")));
    assertFalse(run(Map.of(), "--version").contains("AOTCache"), "no home, no cache");
  }

  @Test
  void anotherBuildInAnArchivesPlaceHasACacheOfItsOwn() throws Exception {
    unpackArchive();
    Map<String, String> user = Map.of("HOME", folder.toString());
    run(user, "--version");
    write("launcher/build", "1234\n2026-11-27\nother\n");
    assertTrue(run(user, "--version").contains("-other-"));
    try (DirectoryStream<Path> caches =
        Files.newDirectoryStream(folder.resolve(".cache/rmalloc/start"))) {
      caches.forEach(cache -> assertTrue(cache.toString().contains("-other-"), cache::toString));
    }
  }

  @Test
  void anArchivePrefersTheRuntimeThatIsInIt() throws Exception {
    unpackArchive();
    program("runtime/bin/java", "#!/bin/sh\necho its own\n");
    assertTrue(run("--version").endsWith("its own\n"));
  }

  /** The tree becomes what an archive unpacks to. */
  private void unpackArchive() throws IOException {
    copy("release/prepare", "launcher/prepare");
    write("launcher/build", "1234\n2026-11-27\nabcd\n");
    Files.move(tree.resolve(".ci/find-jdk"), tree.resolve("launcher/find-jdk"));
    write("lib/b.jar", "");
    write("lib/a.jar", "");
  }

  private void copy(String from, String to) throws IOException {
    Files.createDirectories(tree.resolve(to).getParent());
    Files.copy(House.root().resolve(from), tree.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  /** What it prints under a limit that the shell sets. */
  private String limited(String limit) throws Exception {
    program(
        "caller",
        "#!/bin/bash\nulimit %s && exec '%s' --version\n"
            .formatted(limit, tree.resolve("rmalloc")));
    return run(tree.resolve("caller"), Map.of());
  }

  private void deleteCaches() throws IOException {
    try (DirectoryStream<Path> caches =
        Files.newDirectoryStream(tree.resolve("target/rmalloc"), "*.aot")) {
      for (Path cache : caches) {
        Files.delete(cache);
      }
    }
  }

  private String classPath(String words) throws Exception {
    String said = run(words.split(" "));
    return said.replaceAll("(?s).*<-cp><([^>]*)>.*", "$1");
  }

  private long builds() throws IOException {
    return Files.readAllLines(tree.resolve("builds")).size();
  }

  private String run(String... words) throws Exception {
    return run(Map.of(), words);
  }

  /** What it prints, in an environment of the variables and a PATH. */
  private String run(Map<String, String> variables, String... words) throws Exception {
    return run(tree.resolve("rmalloc"), variables, words);
  }

  private String run(Path program, Map<String, String> variables, String... words)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(program.toString());
    builder.command().addAll(List.of(words));
    builder.environment().clear();
    builder.environment().putAll(variables);
    builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    Path said = folder.resolve("said");
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertTrue(ended, "it hangs");
    return Files.readString(said);
  }

  private void program(String name, String text) throws IOException {
    write(name, text);
    Files.setPosixFilePermissions(tree.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void write(String name, String text) throws IOException {
    Path file = tree.resolve(name).normalize();
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
