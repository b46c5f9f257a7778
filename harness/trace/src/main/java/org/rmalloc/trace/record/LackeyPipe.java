// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.rmalloc.trace.file.BadRecordHandler;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.hrec.HrecWriter;
import org.rmalloc.trace.lackey.LackeyImporter;
import org.rmalloc.trace.mapping.RecordingInput;

/**
 * The pipe that lackey writes its log into, and the thread that makes a recording of it meanwhile:
 * the log of a second is hundreds of megabytes, nine tenths of them instructions.
 */
final class LackeyPipe implements Closeable {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path pipe;
  private final Path draft;
  private final List<String> notes = new ArrayList<>();
  private final OutputStream keepsOpen;
  private final CompletableFuture<Void> converted;

  private LackeyPipe(Path folder, List<String> command) throws IOException {
    notes.add("recorder=lackey");
    command.forEach(argument -> notes.add("arg=" + argument));
    pipe = RecordedProcessBuilder.lackeyPipe(folder);
    draft = RecordedProcessBuilder.lackeyRecording(folder);
    makePipe(pipe);
    converted =
        CompletableFuture.supplyAsync(
            this::convert, task -> Thread.ofPlatform().daemon().start(task));
    keepsOpen = Files.newOutputStream(pipe); // or the reader would see an end before the start
  }

  /** The pipe of a folder, if the method needs one; nothing at all if not. */
  static Closeable of(RecordingMethod method, Path folder, List<String> command)
      throws IOException {
    return method == RecordingMethod.LACKEY ? new LackeyPipe(folder, command) : () -> {};
  }

  /** Lets the reader come to the end, once lackey is gone. */
  @Override
  public void close() throws IOException {
    keepsOpen.close();
    try {
      converted.get();
    } catch (ExecutionException e) {
      throw new RecordingException("lackey's log: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecordingException("interrupted", e);
    }
  }

  private Void convert() {
    try (DecompressedInput log = DecompressedInput.of("lackey's log", Files.newInputStream(pipe));
        OutputStream out = Files.newOutputStream(draft);
        HrecWriter writer = HrecWriter.marked(new BufferedOutputStream(out, BUFFER_BYTES), notes)) {
      // a program may be killed in the middle of a line
      new LackeyImporter()
          .read(new RecordingInput(log, new BadRecordHandler(log.name(), true)), writer);
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void makePipe(Path pipe) throws IOException {
    try {
      int status = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor();
      if (status != 0) {
        throw new RecordingException(
            pipe + ": a pipe cannot be made there; let -o name a file in another folder");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecordingException("interrupted", e);
    }
  }
}
