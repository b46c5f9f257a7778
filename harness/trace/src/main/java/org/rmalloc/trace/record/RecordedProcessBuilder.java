// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rmalloc.trace.compile.UserCacheFolder;

/** Builds the process that runs a command so that it is recorded. */
final class RecordedProcessBuilder {
  private static final String CALLERS_LOCALE = "RMALLOC_CALLER_LC_ALL"; // see the launcher

  /**
   * Without glibc's caches by thread: when a thread ends they are given back past the shim, and
   * those accesses to the heap would pass for the program's.
   */
  private static final String WITHOUT_CACHES = "GLIBC_TUNABLES+=glibc.malloc.tcache_count=0";

  private final RecordingMethod method;
  private final RecorderTools tools;
  private final Path folder;

  /**
   * Ways to launch by one method.
   *
   * @param folder where the recorder is to put its files
   */
  RecordedProcessBuilder(RecordingMethod method, RecorderTools tools, Path folder) {
    this.method = method;
    this.tools = tools;
    this.folder = folder;
  }

  /** A process, yet to be started, in the surroundings asked for. */
  ProcessBuilder process(RecordingSettings request) throws IOException {
    List<String> words =
        switch (method) {
          case SHIM -> preloaded(request);
          case HEAPREC -> underHeaprec(request);
          case LACKEY -> underLackey();
        };
    return launched(request, words);
  }

  /** The program alone. */
  ProcessBuilder plain(RecordingSettings request) throws IOException {
    return launched(request, List.of());
  }

  private ProcessBuilder launched(RecordingSettings request, List<String> words)
      throws IOException {
    List<String> command =
        words(tools, folder, request.command(), request.surroundings().sets("LC_ALL"));
    command.addAll(words);
    return request.surroundings().applyTo(new ProcessBuilder(command));
  }

  /**
   * What becomes a program, as the caller would have started it; assignments may follow.
   *
   * @param folder where its arguments are put
   * @param setsLocale whether {@code LC_ALL} is not to be the caller's
   */
  static List<String> words(
      RecorderTools tools, Path folder, List<String> program, boolean setsLocale)
      throws IOException {
    Path arguments = folder.resolve("command");
    Files.write(arguments, RawCommandBytes.of(program));
    List<String> command = new ArrayList<>();
    command.addAll(List.of(tools.launch().toString(), "run", arguments.toString()));
    String locale = System.getenv(CALLERS_LOCALE);
    if (locale != null) {
      if (!setsLocale) {
        command.add("LC_ALL=" + locale.replaceFirst("^=", ""));
      }
      command.add(CALLERS_LOCALE + "=");
    }
    return command;
  }

  /**
   * Where Valgrind puts what it has to say, so that it does not come among the program's output.
   */
  static Path valgrindLog(Path folder) {
    return folder.resolve("valgrind.log");
  }

  /** The pipe that lackey writes into. */
  static Path lackeyPipe(Path folder) {
    return folder.resolve("lackey.pipe");
  }

  /** What is made of that. */
  static Path lackeyRecording(Path folder) {
    return folder.resolve("lackey.hrec");
  }

  private List<String> preloaded(RecordingSettings request) throws IOException {
    return List.of(
        "RMALLOC_RECORD_ROOT=$$",
        "RMALLOC_RECORD_DIR=" + folder,
        "RMALLOC_RECORD_CHILDREN=" + (request.children() ? "1" : "0"),
        "LD_PRELOAD+=" + shim());
  }

  /**
   * The library, where every user can read it that root's program may become: root's cache is
   * closed to them.
   */
  private Path shim() throws IOException {
    boolean isRoot = Files.getAttribute(folder, "unix:uid").equals(0);
    if (!isRoot || !UserCacheFolder.canBePreloadedFrom(folder)) {
      return tools.shim();
    }
    try {
      return Files.copy(tools.shim(), folder.resolve(RecorderTools.SHIM));
    } catch (IOException e) {
      throw RecordingException.noRoomIn(folder.getParent(), e);
    }
  }

  private List<String> underHeaprec(RecordingSettings request) throws IOException {
    return List.of(
        "VALGRIND_LIB=" + tools.heaprec(),
        "--",
        RecorderTools.valgrind(),
        "--tool=heaprec",
        "-q",
        "--vgdb=no",
        "--trace-children=yes", // of forked processes the tool itself decides
        "--log-file=" + escaped(valgrindLog(folder)),
        "--record-dir=" + folder,
        "--record-children=" + (request.children() ? "yes" : "no"));
  }

  private List<String> underLackey() throws IOException {
    return List.of(
        "RMALLOC_RECORD_LACKEY=1",
        "LD_PRELOAD+=" + tools.shim(),
        WITHOUT_CACHES,
        "--",
        RecorderTools.valgrind(),
        "--tool=lackey",
        "-q",
        "--vgdb=no",
        "--basic-counts=no",
        "--trace-mem=yes",
        "--child-silent-after-fork=yes",
        "--log-file=" + escaped(lackeyPipe(folder)));
  }

  /** Valgrind takes a per cent sign for the start of something else. */
  private static String escaped(Path file) {
    return file.toString().replace("%", "%%");
  }
}
