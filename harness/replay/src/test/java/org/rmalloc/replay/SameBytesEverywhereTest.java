package org.rmalloc.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.replay.driver.Allocators;
import org.rmalloc.replay.progress.Progress;
import org.rmalloc.replay.toy.Traces;

/** Three processes that differ in locale, time zone and working folder write the same file. */
final class SameBytesEverywhereTest {
  @TempDir private Path folder;

  @Test
  void untimedFilesAreEqualEverywhere() throws Exception {
    String plain = written("en", "US", "UTC", "one");
    assertEquals(plain, written("ar", "EG", "Asia/Kathmandu", "two"));
    assertEquals(plain, written("tr", "TR", "America/St_Johns", "three"));
    assertTrue(plain.lines().count() > 1_000);
  }

  private String written(String language, String country, String zone, String place)
      throws IOException, InterruptedException {
    Path home = Files.createDirectory(folder.resolve(place));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.language=" + language);
    command.add("-Duser.country=" + country);
    command.add("-Duser.timezone=" + zone);
    command.add("-cp");
    command.add(absolute(System.getProperty("java.class.path")));
    command.add(Writer.class.getName());
    Path talk = home.resolve("talk");
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(talk.toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> "see " + talk);
    return Files.readString(home.resolve("stats.json"));
  }

  private static String absolute(String classPath) {
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  /** The other process. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      Allocators allocators = Allocators.onClassPath();
      new Stats(
              Traces.random(8, 4_000, 60, true),
              allocators.driver("rmalloc-compacting", Map.of()),
              allocators,
              ReplaySettings.DEFAULT.untimed())
          .write(Path.of("stats.json"), Progress.SILENT);
    }
  }
}
