// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.rmalloc.trace.compile.BundledCSources;
import org.rmalloc.trace.compile.CBuildException;
import org.rmalloc.trace.compile.CachedCBuild;
import org.rmalloc.trace.compile.SystemCommandRunner;
import org.rmalloc.trace.compile.UserCacheFolder;

/** The replayer in C, built for each version of compiler and sources. */
public final class NativeReplayerBuild {
  private static final String PROGRAM = "rmalloc-native";
  private static final List<String> SOURCES =
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
          "src/mapped_file.c",
          "src/mapped_file.h",
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
          "src/touches.c",
          "src/touches.h",
          "src/trap.c",
          "src/trap.h",
          "src/trap_call.c",
          "src/trap_call.h",
          "src/turns.c",
          "src/turns.h",
          "src/workload.c",
          "src/workload.h");

  private final CachedCBuild build;

  private NativeReplayerBuild(CachedCBuild build) {
    this.build = build;
  }

  /** Whether there is a compiler for musl: {@code MUSL_CC}, or {@code musl-gcc}. */
  static boolean hasMuslCompiler() {
    String compiler = System.getenv().getOrDefault("MUSL_CC", "musl-gcc");
    return SystemCommandRunner.output(compiler, "--version").isPresent();
  }

  /** The build of this machine, in {@code XDG_CACHE_HOME} or {@code ~/.cache}. */
  public static NativeReplayerBuild ofThisMachine() throws IOException {
    return in(UserCacheFolder.ofThisUser());
  }

  /** The build of this machine, kept in a folder. */
  public static NativeReplayerBuild in(Path cache) throws IOException {
    BundledCSources sources = BundledCSources.of(NativeReplayerBuild.class, "native", SOURCES);
    return new NativeReplayerBuild(CachedCBuild.in(cache, sources));
  }

  /**
   * The program's file, which is built if need be, in a few seconds.
   *
   * @throws NativeLibraryException when it cannot be built, with what to install
   */
  public Path program() throws IOException {
    return program("native");
  }

  /**
   * The same program with musl as its C library, and its malloc.
   *
   * @throws NativeLibraryException as {@link #program}
   */
  public Path muslProgram() throws IOException {
    return program("musl");
  }

  private Path program(String target) throws IOException {
    try {
      return build.folder(target, PROGRAM, List.of()).resolve(PROGRAM);
    } catch (CBuildException e) {
      throw new NativeLibraryException(e.getMessage(), e);
    }
  }
}
