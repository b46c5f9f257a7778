// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.rmalloc.trace.file.TemporaryFolder;

/**
 * The recordings of processes that outlive the program, and its recording. A small process waits
 * for them in the background ({@code recorder/launch}), and then starts this class to finish them.
 */
public final class LateRecordings {
  private static final String STATE = "state";

  private final RecordingFolder folder;
  private final Properties state;

  /** What is left in a folder, and what {@link RecordingFiles} needs to know to finish it. */
  LateRecordings(RecordingFolder folder, Properties state) {
    this.folder = folder;
    this.state = state;
  }

  /** Leaves word in the folder, and somebody to wait. */
  void keep(Path launch) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.path().resolve(STATE))) {
      state.store(out, null);
    }
    List<String> command = new ArrayList<>();
    command.addAll(List.of(launch.toString(), "keep", folder.path().toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx2g", "--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(LateRecordings.class.getName(), folder.path().toString()));
    command.add(launch.toString());
    new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Finishes what is in a folder: its path, then that of {@code launch}. Nobody is told. */
  public static void main(String[] arguments) throws IOException {
    RecordingFolder folder = new RecordingFolder(Path.of(arguments[0]));
    Properties state = new Properties();
    try (InputStream in = Files.newInputStream(folder.path().resolve(STATE))) {
      state.load(in);
    }
    RecordingFiles files = RecordingFiles.late(folder, state);
    files.finishRest();
    if (folder.processesInUse().isEmpty()) {
      TemporaryFolder.delete(folder.path());
    } else {
      new LateRecordings(folder, files.state()).keep(Path.of(arguments[1]));
    }
  }
}
