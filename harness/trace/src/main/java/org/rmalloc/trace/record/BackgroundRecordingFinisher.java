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
public final class BackgroundRecordingFinisher implements AutoCloseable {
  private static final String STATE = "state";

  private final RecordingFolder folder;
  private final Process keeper;

  private BackgroundRecordingFinisher(RecordingFolder folder, Process keeper) {
    this.folder = folder;
    this.keeper = keeper;
  }

  /**
   * Has what is left in a folder finished when this process has ended, or the result is closed.
   *
   * @param state what {@link RecordingFinisher} needs to know to finish it
   */
  static BackgroundRecordingFinisher keep(RecordingFolder folder, Properties state, Path launch)
      throws IOException {
    store(folder, state);
    List<String> command = new ArrayList<>();
    command.addAll(List.of(launch.toString(), "keep", folder.path().toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx2g", "--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(BackgroundRecordingFinisher.class.getName(), folder.path().toString()));
    command.add(launch.toString());
    Process keeper =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new BackgroundRecordingFinisher(folder, keeper);
  }

  /**
   * Replaces what is known of the run. Where that cannot be written, what was known is deleted, and
   * the folder stays as it is.
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

  /** From now on only recorded processes are waited for, and none where the folder is gone. */
  @Override
  public void close() throws IOException {
    keeper.getOutputStream().close();
  }

  /** Finishes what is in a folder: its path, then that of {@code launch}. Reports nothing. */
  public static void main(String[] arguments) throws IOException {
    RecordingFolder folder = new RecordingFolder(Path.of(arguments[0]));
    Properties state = new Properties();
    try (InputStream in = Files.newInputStream(folder.path().resolve(STATE))) {
      state.load(in);
    }
    RecordingFinisher finisher = RecordingFinisher.late(folder, state);
    finisher.finishRest();
    if (folder.processesInUse().isEmpty()) {
      TemporaryFolder.delete(folder.path());
    } else {
      keep(folder, finisher.state(), Path.of(arguments[1])).close();
    }
  }
}
