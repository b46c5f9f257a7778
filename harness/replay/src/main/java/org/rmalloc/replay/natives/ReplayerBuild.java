// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rmalloc.trace.file.TemporaryFolder;

/**
 * The replayer in C: built from the sources in our jar by the machine's C compiler on first use,
 * and kept in the user's cache folder for each version of compiler and sources.
 */
public final class ReplayerBuild {
  private static final String PROGRAM = "rmalloc-native";
  private static final int KEY_DIGITS = 16;
  private static final List<String> FILES =
      List.of(
          "build",
          "src/arrays.c",
          "src/arrays.h",
          "src/calls.c",
          "src/calls.h",
          "src/check_mode.c",
          "src/child.c",
          "src/child.h",
          "src/clock.c",
          "src/clock.h",
          "src/count_mode.c",
          "src/latency.c",
          "src/latency.h",
          "src/live_blocks.c",
          "src/live_blocks.h",
          "src/loop.c",
          "src/loop.h",
          "src/main.c",
          "src/mappings.c",
          "src/mappings.h",
          "src/options.c",
          "src/options.h",
          "src/outcome.c",
          "src/outcome.h",
          "src/process.c",
          "src/process.h",
          "src/report.c",
          "src/report.h",
          "src/resident.c",
          "src/resident.h",
          "src/space_mode.c",
          "src/supervisor.c",
          "src/supervisor.h",
          "src/ticks.c",
          "src/ticks.h",
          "src/time_mode.c",
          "src/trap.c",
          "src/trap.h",
          "src/trap_call.c",
          "src/trap_call.h",
          "src/workload.c",
          "src/workload.h");

  private final Path cache;
  private final String compiler;
  private final Map<String, byte[]> sources;

  private ReplayerBuild(Path cache, String compiler, Map<String, byte[]> sources) {
    this.cache = cache;
    this.compiler = compiler;
    this.sources = sources;
  }

  /** The build of this machine, in {@code XDG_CACHE_HOME} or {@code ~/.cache}. */
  public static ReplayerBuild ofThisMachine() throws IOException {
    String home = System.getenv("XDG_CACHE_HOME");
    Path base =
        home != null && home.startsWith("/")
            ? Path.of(home)
            : Path.of(System.getProperty("user.home"), ".cache");
    return in(base.resolve("rmalloc"));
  }

  /** The build of this machine, kept in a folder. */
  public static ReplayerBuild in(Path cache) throws IOException {
    String compiler = System.getenv().getOrDefault("CC", "cc");
    return new ReplayerBuild(cache.toAbsolutePath(), compiler, load());
  }

  /**
   * The program's file, which is built if need be, in a few seconds.
   *
   * @throws NativeException when it cannot be built, with what to install
   */
  public Path program() throws IOException {
    Path place = cache.resolve("native-" + key(compilerVersion()));
    if (!Files.isDirectory(place)) {
      build(place);
    }
    return place.resolve(PROGRAM);
  }

  private String compilerVersion() throws NativeException {
    return Commands.output(compiler, "--version")
        .orElseThrow(
            () ->
                new NativeException(
                    "no C compiler (%s): install gcc or clang, or set CC".formatted(compiler)));
  }

  /** Builds beside the place, then renames: whoever is first wins. */
  private void build(Path place) throws IOException {
    Files.createDirectories(cache);
    Path draft = Files.createTempDirectory(cache, "building-");
    try {
      extract(draft);
      Path out = draft.resolve("out");
      compile(draft, out);
      Files.move(out, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(place)) { // else another one has built it meanwhile
        throw e;
      }
    } finally {
      TemporaryFolder.delete(draft);
    }
  }

  private void compile(Path folder, Path out) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "build", "native", out.toString());
    builder.directory(folder.toFile()).environment().put("CC", compiler);
    Commands.Said said = Commands.run(builder);
    if (said.status() != 0) {
      throw new NativeException("cannot build the native replayer: " + said.text());
    }
  }

  private static Map<String, byte[]> load() throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    for (String file : FILES) {
      try (InputStream bytes = ReplayerBuild.class.getResourceAsStream("native/" + file)) {
        if (bytes == null) {
          throw new IllegalStateException("our jar lacks native/" + file);
        }
        contents.put(file, bytes.readAllBytes());
      }
    }
    return contents;
  }

  private void extract(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : sources.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
  }

  /** A name for what these sources and this compiler make here. */
  private String key(String compilerVersion) {
    MessageDigest digest = sha256();
    sources.forEach(
        (name, bytes) -> {
          digest.update(name.getBytes(StandardCharsets.UTF_8));
          digest.update(bytes);
        });
    String made = compilerVersion + "\0" + System.getProperty("os.arch");
    digest.update(made.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest()).substring(0, KEY_DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
