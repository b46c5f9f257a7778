// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rmalloc.trace.file.TemporaryFolder;

/**
 * The recorder's compiled parts: built from the sources in our jar by the machine's C compiler on
 * first use, and kept in the user's cache folder for each version of compiler, Valgrind and
 * sources.
 */
final class Tools {
  static final String SHIM = "librmalloc-record.so";

  private final Path cache;
  private final String compiler;
  private final RecorderSources sources;

  private Tools(Path cache, String compiler, RecorderSources sources) {
    this.cache = cache;
    this.compiler = compiler;
    this.sources = sources;
  }

  /**
   * The tools of this machine, in {@code XDG_CACHE_HOME} or {@code ~/.cache}; where that cannot be
   * written, or has a name that cannot be preloaded from, in the folder of temporary files.
   */
  static Tools ofThisMachine() throws IOException {
    return in(CacheFolder.ofThisUser());
  }

  /** The tools of this machine, kept in a folder. */
  static Tools in(Path cache) throws IOException {
    String compiler = System.getenv().getOrDefault("CC", "cc");
    return new Tools(cache.toAbsolutePath(), compiler, RecorderSources.load());
  }

  /** The preload shim's file. */
  Path shim() throws IOException {
    return built("shim", List.of(compilerVersion())).resolve(SHIM);
  }

  /** What starts programs, and sees signals: {@code recorder/launch}. */
  Path launch() throws IOException {
    return built("launch", List.of(compilerVersion())).resolve("launch");
  }

  /** The folder of the Valgrind tool: what {@code VALGRIND_LIB} is to be. */
  Path heaprec() throws IOException {
    String valgrind =
        valgrindVersion()
            .orElseThrow(() -> new RecordingException("no valgrind: install the package valgrind"));
    return built("heaprec", List.of(compilerVersion(), valgrind));
  }

  /**
   * What runs Valgrind: the program itself where {@code valgrind} is a script, as on Debian, whose
   * shell would drop variables with names that are no identifiers.
   */
  static String valgrind() {
    return Program.search("valgrind.bin").isPresent() ? "valgrind.bin" : "valgrind";
  }

  /** What {@code valgrind --version} says; empty when there is none. */
  Optional<String> valgrindVersion() {
    return firstLine("valgrind", "--version");
  }

  /** What the C compiler says of its version. */
  String compilerVersion() throws RecordingException {
    return firstLine(compiler, "--version")
        .orElseThrow(
            () ->
                new RecordingException(
                    "no C compiler (%s): install gcc or clang, or set CC".formatted(compiler)));
  }

  private Path built(String what, List<String> versions) throws IOException {
    List<String> key = new ArrayList<>(versions);
    key.add(System.getProperty("os.arch"));
    Path place = cache.resolve(what + "-" + sources.digest(key));
    if (!isWhole(place, what)) {
      build(what, place);
    }
    return place;
  }

  /**
   * Whether a build is there that can be used: not one that was cut, or whose Valgrind has gone.
   */
  private static boolean isWhole(Path place, String what) throws IOException {
    if (!Files.isDirectory(place)) {
      return false;
    }
    try (Stream<Path> files = Files.list(place)) {
      List<Path> all = files.toList();
      return all.stream().allMatch(Files::isReadable)
          && all.stream().anyMatch(file -> file.getFileName().toString().contains(productOf(what)));
    } catch (AccessDeniedException e) {
      return false;
    }
  }

  private static String productOf(String what) {
    return what.equals("shim") ? SHIM : what;
  }

  /** Builds beside the place, then renames: whoever is first wins. */
  private void build(String what, Path place) throws IOException {
    checkName();
    Files.createDirectories(cache);
    Path draft = Files.createTempDirectory(cache, "building-");
    try {
      sources.extract(draft);
      Path out = draft.resolve("out");
      compile(what, draft, out);
      put(out, place, what);
    } finally {
      TemporaryFolder.delete(draft);
    }
  }

  private static void put(Path out, Path place, String what) throws IOException {
    try {
      Files.move(out, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (isWhole(place, what)) {
        return; // another one has built it meanwhile
      }
      Files.move(place, out.resolveSibling("broken"), StandardCopyOption.ATOMIC_MOVE);
      Files.move(out, place, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void compile(String what, Path folder, Path out) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "build", what, out.toString());
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("CC", compiler);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = text(process.getInputStream());
    if (exitOf(process) != 0) {
      String lines = said.strip();
      throw new RecordingException("cannot build the recorder's %s: %s".formatted(what, lines));
    }
  }

  private void checkName() throws RecordingException {
    if (!CacheFolder.canBePreloadedFrom(cache)) {
      throw new RecordingException(
          "%s: a blank, a colon or a dollar in its name; set XDG_CACHE_HOME to another folder"
              .formatted(cache));
    }
  }

  private static Optional<String> firstLine(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = text(process.getInputStream());
      return exitOf(process) == 0 ? said.lines().findFirst() : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String text(InputStream bytes) throws IOException {
    return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static int exitOf(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecordingException("interrupted", e);
    }
  }
}
