// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.rmalloc.trace.file.TemporaryFolder;

/**
 * The recordings that this process does not finish itself: of processes that outlive the program,
 * and all of them where this process is killed. A small process ({@code recorder/launch}) waits for
 * its end, however that comes, and for theirs, and then starts this class to finish what is left in
 * the folder.
 */
public final class OutlivingProcessRecordings implements AutoCloseable {
  private static final String STATE = "state";

  private final RecordingFolder folder;
  private final Process keeper;

  private OutlivingProcessRecordings(RecordingFolder folder, Process keeper) {
    this.folder = folder;
    this.keeper = keeper;
  }

  /**
   * Has what is left in a folder finished once this process, or the result, is gone.
   *
   * @param state what {@link RecordingFinisher} needs to know to finish it
   */
  static OutlivingProcessRecordings keep(RecordingFolder folder, Properties state, Path launch)
      throws IOException {
    store(folder, state);
    List<String> command = new ArrayList<>();
    command.addAll(List.of(launch.toString(), "keep", folder.path().toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx2g", "--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(OutlivingProcessRecordings.class.getName(), folder.path().toString()));
    command.add(launch.toString());
    Process keeper =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new OutlivingProcessRecordings(folder, keeper);
  }

  /**
   * What is to be known now. Where that cannot be written nothing is, and the folder stays as it
   * is.
   */
  void store(Properties state) {
    try {
      store(folder, state);
    } catch (IOException e) {
      folder.path().resolve(STATE).toFile().delete();
    }
  }

  private static void store(RecordingFolder folder, Properties state) throws IOException {
    Path next = folder.path().resolve(STATE + ".next");
    try (OutputStream out = Files.newOutputStream(next)) {
      state.store(out, null);
    }
    Files.move(next, folder.path().resolve(STATE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** From now on it waits for the recorded processes only; where the folder is gone it ends. */
  @Override
  public void close() throws IOException {
    keeper.getOutputStream().close();
  }

  /** Finishes what is in a folder: its path, then that of {@code launch}. Nobody is told. */
  public static void main(String[] arguments) throws IOException {
    RecordingFolder folder = new RecordingFolder(Path.of(arguments[0]));
    Properties state = new Properties();
    try (InputStream in = Files.newInputStream(folder.path().resolve(STATE))) {
      state.load(in);
    }
    RecordingFinisher files = RecordingFinisher.late(folder, state);
    files.finishRest();
    if (folder.processesInUse().isEmpty()) {
      TemporaryFolder.delete(folder.path());
    } else {
      keep(folder, files.state(), Path.of(arguments[1])).close();
    }
  }
}
