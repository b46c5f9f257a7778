package org.rmalloc.trace.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that runs another one so that it is recorded. */
final class Launch {
  /** Becomes the program, so that its process id is known to what is preloaded into it. */
  private static final String PRELOADING =
      "export RMALLOC_RECORD_ROOT=$$ RMALLOC_RECORD_DIR=\"$1\" RMALLOC_RECORD_CHILDREN=\"$2\""
          + " LD_PRELOAD=\"$3${LD_PRELOAD:+:$LD_PRELOAD}\"; shift 3; exec \"$@\"";

  /**
   * Without glibc's caches by thread: when a thread ends they are given back past the shim, and
   * those accesses to the heap would pass for the program's.
   */
  private static final String UNDER_LACKEY =
      "export RMALLOC_RECORD_LACKEY=1 LD_PRELOAD=\"$1${LD_PRELOAD:+:$LD_PRELOAD}\""
          + " GLIBC_TUNABLES=\"${GLIBC_TUNABLES:+$GLIBC_TUNABLES:}glibc.malloc.tcache_count=0\";"
          + " shift;"
          + " exec \"$@\"";

  private final Method method;
  private final Tools tools;
  private final Path folder;

  /**
   * Ways to launch by one method.
   *
   * @param folder where the recorder is to put its files
   */
  Launch(Method method, Tools tools, Path folder) {
    this.method = method;
    this.tools = tools;
    this.folder = folder;
  }

  /** A process, yet to be started, with the standard streams of this one. */
  ProcessBuilder process(RecordRequest request) throws IOException {
    List<String> command =
        switch (method) {
          case SHIM -> preloaded(request);
          case HEAPREC -> underHeaprec(request);
          case LACKEY -> underLackey(request);
        };
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    if (method == Method.HEAPREC) {
      builder.environment().put("VALGRIND_LIB", tools.heaprec().toString());
    }
    return builder;
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

  private List<String> preloaded(RecordRequest request) throws IOException {
    String children = request.children() ? "1" : "0";
    String shim = tools.shim().toString();
    return with(request, "sh", "-c", PRELOADING, "sh", folder.toString(), children, shim);
  }

  private List<String> underHeaprec(RecordRequest request) {
    return with(
        request,
        "valgrind",
        "--tool=heaprec",
        "-q",
        "--vgdb=no",
        "--trace-children=yes", // of forked processes the tool itself decides
        "--log-file=" + valgrindLog(folder),
        "--record-dir=" + folder,
        "--record-children=" + (request.children() ? "yes" : "no"));
  }

  private List<String> underLackey(RecordRequest request) throws IOException {
    String shim = tools.shim().toString();
    return with(
        request,
        "sh",
        "-c",
        UNDER_LACKEY,
        "sh",
        shim,
        "valgrind",
        "--tool=lackey",
        "-q",
        "--vgdb=no",
        "--basic-counts=no",
        "--trace-mem=yes",
        "--child-silent-after-fork=yes",
        "--log-file=" + lackeyPipe(folder));
  }

  private static List<String> with(RecordRequest request, String... prefix) {
    List<String> command = new ArrayList<>(List.of(prefix));
    command.addAll(request.command());
    return command;
  }
}
