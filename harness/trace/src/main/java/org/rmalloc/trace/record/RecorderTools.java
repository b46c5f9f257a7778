// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rmalloc.trace.compile.BundledCSources;
import org.rmalloc.trace.compile.CBuildException;
import org.rmalloc.trace.compile.CachedCBuild;
import org.rmalloc.trace.compile.SystemCommandRunner;
import org.rmalloc.trace.compile.UserCacheFolder;

/** The recorder's compiled parts, built for each version of compiler, Valgrind and sources. */
final class RecorderTools {
  static final String SHIM = "librmalloc-record.so";

  private static final List<String> SOURCES =
      List.of(
          "build",
          "format/hrec.h",
          "launch/launch.c",
          "launch/measure.c",
          "launch/which.c",
          "shim/control.c",
          "shim/control.h",
          "shim/deepbind.c",
          "shim/deepbind.h",
          "shim/environment.c",
          "shim/environment.h",
          "shim/exec.c",
          "shim/file.c",
          "shim/file.h",
          "shim/image.c",
          "shim/image.h",
          "shim/interpose.c",
          "shim/log.c",
          "shim/log.h",
          "shim/seccomp.c",
          "heaprec/COPYING",
          "heaprec/accesses.c",
          "heaprec/accesses.h",
          "heaprec/blocks.c",
          "heaprec/blocks.h",
          "heaprec/heaprec.c",
          "heaprec/record.c",
          "heaprec/record.h");
  private final CachedCBuild build;

  private RecorderTools(CachedCBuild build) {
    this.build = build;
  }

  /**
   * The tools of this machine, in {@code XDG_CACHE_HOME} or {@code ~/.cache}; where that cannot be
   * written, or has a name that cannot be preloaded from, in the folder of temporary files.
   */
  static RecorderTools ofThisMachine() throws IOException {
    return in(UserCacheFolder.ofThisUser());
  }

  /** The tools of this machine, kept in a folder. */
  static RecorderTools in(Path cache) throws IOException {
    return new RecorderTools(
        CachedCBuild.in(cache, BundledCSources.of(RecorderTools.class, "recorder", SOURCES)));
  }

  /** The preload shim's file. */
  Path shim() throws IOException {
    if (!UserCacheFolder.canBePreloadedFrom(build.cache())) {
      throw cannotBePreloaded();
    }
    return built("shim", SHIM).resolve(SHIM);
  }

  /** What starts programs, and sees signals: {@code recorder/launch}. */
  Path launch() throws IOException {
    return built("launch", "launch").resolve("launch");
  }

  /** What runs programs unrecorded, and reads the kernel's account of them. */
  Path measure() throws IOException {
    return measureFile("measure");
  }

  /** What says in which file a program's malloc lies, to be preloaded. */
  Path which() throws IOException {
    return measureFile("librmalloc-which.so");
  }

  private Path measureFile(String name) throws IOException {
    if (!UserCacheFolder.canBePreloadedFrom(build.cache())) {
      throw cannotBePreloaded();
    }
    return built("measure", "librmalloc-which.so").resolve(name);
  }

  private RecordingException cannotBePreloaded() {
    return new RecordingException(
        "%s: a blank, a colon or a dollar in its name; set XDG_CACHE_HOME to another folder"
            .formatted(build.cache()));
  }

  /** The folder of the Valgrind tool: what {@code VALGRIND_LIB} is to be. */
  Path heaprec() throws IOException {
    String valgrind =
        valgrindVersion()
            .orElseThrow(
                () ->
                    new RecordingException(
                        "valgrind is not installed; install the package valgrind"));
    return built("heaprec", "heaprec", valgrind);
  }

  /**
   * What runs Valgrind: the program itself where {@code valgrind} is a script, as on Debian, whose
   * shell would drop variables with names that are no identifiers.
   */
  static String valgrind() {
    return ProgramFile.search("valgrind.bin").isPresent() ? "valgrind.bin" : "valgrind";
  }

  /** What {@code valgrind --version} says; empty when there is none. */
  Optional<String> valgrindVersion() {
    return SystemCommandRunner.firstLine("valgrind", "--version");
  }

  /** What the C compiler says of its version. */
  String compilerVersion() throws RecordingException {
    try {
      return build.compilerVersion();
    } catch (CBuildException e) {
      throw new RecordingException(e.getMessage(), e);
    }
  }

  private Path built(String target, String product, String... versions) throws IOException {
    try {
      return build.folder(target, product, List.of(versions));
    } catch (CBuildException e) {
      throw new RecordingException(e.getMessage(), e);
    }
  }
}
