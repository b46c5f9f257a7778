// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.rmalloc.trace.record.AccessRecordingMethod;
import org.rmalloc.trace.record.ProgramRecorder;
import org.rmalloc.trace.record.RecordingReport;
import org.rmalloc.trace.record.RecordingSettings;

/**
 * A command that is recorded first and replayed then: what stands after {@code --}.
 *
 * @param words the program and its arguments, one or more
 */
record CommandToRecord(List<String> words) {

  /**
   * Of a command line.
   *
   * @param arguments as typed
   */
  static Optional<CommandToRecord> of(List<String> arguments) {
    int at = arguments.indexOf("--");
    return at < 0 || at == arguments.size() - 1
        ? Optional.empty()
        : Optional.of(new CommandToRecord(arguments.subList(at + 1, arguments.size())));
  }

  /**
   * Records it with its accesses, if the machine has what that takes.
   *
   * @param folder where the recording goes, which is made where it is missing
   * @param talk takes lines for the user
   * @return the recording, also of a program that failed
   */
  Path record(Path folder, Consumer<String> talk) throws IOException {
    Files.createDirectories(folder);
    String program = Path.of(words.getFirst()).getFileName().toString();
    Path recording = folder.resolve(program + ".hrec.zst");
    RecordingSettings request =
        new RecordingSettings(words, recording, AccessRecordingMethod.AUTO, false, false);
    RecordingReport report = ProgramRecorder.ofThisMachine(talk).record(request);
    if (report.exitStatus() != 0) {
      talk.accept(
          "%s ended with status %d; what it did until then is replayed"
              .formatted(program, report.exitStatus()));
    }
    return recording;
  }
}
