package org.rmalloc.trace.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Records what a program does to its heap.
 *
 * <p>The program runs with the standard streams of this process. However it ends, what it did until
 * then is kept: the recorder writes into a shared mapping of a file, which is finished here.
 */
public final class ProgramRecorder {
  private static final int SECONDS_TO_END = 10;

  private final Tools tools;
  private final Consumer<String> talk;
  private final Progress progress;

  private ProgramRecorder(Tools tools, Consumer<String> talk, Progress progress) {
    this.tools = tools;
    this.talk = talk;
    this.progress = progress;
  }

  /**
   * A recorder with the tools of this machine, which are built when they are first needed.
   *
   * @param talk takes lines for the user
   */
  public static ProgramRecorder ofThisMachine(Consumer<String> talk) throws IOException {
    return new ProgramRecorder(Tools.ofThisMachine(), talk, Progress.onTerminal());
  }

  /** A recorder that keeps its tools in a folder, and shows no progress. */
  static ProgramRecorder withToolsIn(Path cache, Consumer<String> talk) throws IOException {
    return new ProgramRecorder(Tools.in(cache), talk, Progress.silent());
  }

  /**
   * Records a program, from its start to its end.
   *
   * @throws RecordingException when the program could not be recorded; {@link
   *     RecordingException#exitStatus} is what to exit with
   */
  public RecordingReport record(RecordRequest request) throws IOException {
    Program.find(request.command().getFirst()).checkRecordable();
    Method method = Method.choose(request.accesses(), tools, talk);
    Path output = request.output().toAbsolutePath();
    String name = ".%s.recording-".formatted(output.getFileName());
    Path folder = Files.createTempDirectory(output.getParent(), name);
    try {
      return record(request, method, folder);
    } finally {
      Folders.delete(folder);
    }
  }

  private RecordingReport record(RecordRequest request, Method method, Path folder)
      throws IOException {
    OptionalDouble unrecorded = baseline(request);
    CountDownLatch done = new CountDownLatch(1);
    Thread atExit = new Thread(() -> await(done));
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      ProgramRun run = run(request, method, folder);
      RecordingFiles files = new RecordingFiles(request, method, tools, run);
      RecordingReport report = files.finish(folder, unrecorded);
      report.lines().forEach(talk);
      return report;
    } finally {
      done.countDown();
      forget(atExit);
    }
  }

  private ProgramRun run(RecordRequest request, Method method, Path folder) throws IOException {
    ProcessBuilder process = new Launch(method, tools, folder).process(request);
    try (Closeable _ = LackeyPipe.of(method, folder, request.command())) {
      return ProgramRun.of(process, elapsed -> progress.show(folder, elapsed));
    } finally {
      progress.clear();
    }
  }

  private static OptionalDouble baseline(RecordRequest request) throws IOException {
    if (!request.baseline()) {
      return OptionalDouble.empty();
    }
    ProcessBuilder plain = new ProcessBuilder(request.command()).inheritIO();
    return OptionalDouble.of(ProgramRun.of(plain, elapsed -> {}).seconds());
  }

  /** Ctrl-C goes to the program as well: once it is gone, what it did is kept before we go. */
  private static void await(CountDownLatch done) {
    try {
      if (!done.await(SECONDS_TO_END, TimeUnit.SECONDS)) {
        ProcessHandle.current().children().forEach(ProcessHandle::destroy);
        done.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // it is at work: the JVM is going down
    }
  }
}
