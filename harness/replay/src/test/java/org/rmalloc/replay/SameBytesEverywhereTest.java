// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.toy.Found;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;

/** Three processes that differ in locale, time zone and working folder write the same files. */
final class SameBytesEverywhereTest {
  @TempDir private Path folder;

  @Test
  void untimedFilesAreEqualEverywhere() throws Exception {
    List<String> plain = written("one", "en", "US", "", "UTC");
    List<String> arabic = written("two", "ar", "EG", "u-nu-arab", "Asia/Kathmandu");
    List<String> turkish = written("three", "tr", "TR", "", "America/St_Johns");
    assertEquals(plain.subList(1, plain.size()), arabic.subList(1, arabic.size()));
    assertEquals(plain.subList(1, plain.size()), turkish.subList(1, turkish.size()));
    assertEquals(1 + Found.all().size(), plain.size());
    assertTrue(plain.stream().mapToLong(file -> file.lines().count()).sum() > 10_000);
    // The processes did differ: in digits, in letters, in the hour.
    assertEquals("en-US 7 TITLE 0", plain.getFirst());
    assertEquals("ar-EG-u-nu-arab \u0667 TITLE \u0665", arabic.getFirst());
    assertEquals("tr-TR 7 T\u0130TLE 20", turkish.getFirst());
  }

  /** What a process says of itself, and what it writes for each allocator. */
  private List<String> written(
      String place, String language, String country, String extensions, String zone)
      throws IOException, InterruptedException {
    Path home = Files.createDirectory(folder.resolve(place));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.language=" + language);
    command.add("-Duser.country=" + country);
    command.add("-Duser.extensions=" + extensions);
    command.add("-Duser.timezone=" + zone);
    command.add("-Dstdout.encoding=UTF-8");
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
    List<String> written = new ArrayList<>(List.of(Files.readString(talk).strip()));
    for (JavaAllocatorContender contender : Found.all()) {
      written.add(Files.readString(home.resolve(contender.name() + ".json")));
    }
    return written;
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
      System.out.println(
          "%s %s %s %d"
              .formatted(
                  Locale.getDefault().toLanguageTag(),
                  String.format(Locale.getDefault(), "%d", 7),
                  "title".toUpperCase(Locale.getDefault()),
                  Instant.EPOCH.atZone(ZoneId.systemDefault()).getHour()));
      for (JavaAllocatorContender contender : Found.all()) {
        Path file = Path.of(contender.label() + ".json");
        new TrialRunner(
                PreparedTrace.of(Traces.random(8, 4_000, 60, true)),
                TrialSetting.DEFAULT,
                MeasurementSettings.DEFAULT.untimed(),
                header -> AllocStatsWriter.create(file, header))
            .run(List.of(contender), RunListener.SILENT);
      }
    }
  }
}
