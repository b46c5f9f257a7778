// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rmalloc.trace.file.TemporaryFolder;

/**
 * The folder that the recorders of one run write into: a file for each program image, and what they
 * say beside ({@code recorder/shim/control.h}).
 */
final class RecordingFolder {
  private static final int CONTROL_BYTES = 1 << 16;
  private static final int MAX_LOSSES = 1024;
  private static final int FORKS = 40_968;
  private static final int STRANGERS = 40_972;
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);
  private static final int NO_CALLS = 10_000;
  private static final int IMAGE = 10_000; // enum image of the shim above it
  private static final int ROOTS_FOLDER_MODE = 01733;
  private static final int ROOTS_CONTROL_MODE = 0666;

  private final Path path;

  RecordingFolder(Path path) {
    this.path = path;
  }

  /** A new one beside a file that is to be written. */
  static RecordingFolder create(Path parent, String prefix) throws IOException {
    RecordingFolder folder = new RecordingFolder(Files.createTempDirectory(parent, prefix));
    try {
      Files.write(folder.control(), new byte[CONTROL_BYTES]);
    } catch (IOException e) {
      TemporaryFolder.delete(folder.path);
      throw RecordingException.noRoomIn(parent, e);
    }
    if (Files.getAttribute(folder.path, "unix:uid").equals(0)) {
      folder.open();
    }
    return folder;
  }

  /** What root starts may become another user's: that may add its recording, and see no other. */
  private void open() throws IOException {
    Files.setAttribute(path, "unix:mode", ROOTS_FOLDER_MODE);
    Files.setAttribute(control(), "unix:mode", ROOTS_CONTROL_MODE);
  }

  Path path() {
    return path;
  }

  /** The files of all images, those of one process in order of time. */
  List<RawRecordingFile> images() throws IOException {
    return RawRecordingFile.in(path);
  }

  /**
   * The processes that record still, or are about to: by their ids. A file is in use as long as its
   * process has it mapped.
   */
  List<Long> processesInUse() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(this::isInUse).map(RecordingFolder::process).distinct().sorted().toList();
    }
  }

  /** Whether a process forks just now; once one has failed to, for ever. */
  boolean isForking() throws IOException {
    return readControl().getInt(FORKS) > 0;
  }

  /** Whether a process has this file mapped. */
  boolean isInUse(Path file) {
    String name = file.getFileName().toString();
    if (name.matches("\\d+\\.\\d+\\.hrec")) {
      return isMapped(file);
    }
    return name.matches("\\d+\\.(\\d+\\.(part|exec)|start)") && isOnItsWay(file);
  }

  private static long process(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  private boolean isMapped(Path file) {
    String folder = path.getFileName().toString();
    String end =
        folder.substring(Math.max(0, folder.lastIndexOf('-')))
            + "/"
            + file.getFileName(); // no other has
    Sight sight = Sight.of(Path.of("/proc", String.valueOf(process(file))), end);
    return sight == Sight.MAPPED || (hasStrangers() ? isMappedByAny(end) : sight == Sight.HIDDEN);
  }

  /** Whether processes record that have other numbers here than those they know. */
  boolean hasStrangers() {
    try {
      return readControl().getInt(STRANGERS) != 0;
    } catch (IOException e) {
      return false; // the folder is gone, and nobody records there
    }
  }

  private static boolean isMappedByAny(String end) {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(process -> process.getFileName().toString().matches("\\d+"))
          .anyMatch(process -> Sight.of(process, end) == Sight.MAPPED);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a process has a file mapped of which the path ends so. */
  private enum Sight {
    MAPPED,
    NOT_MAPPED,
    HIDDEN; // another user's: there is no telling

    static Sight of(Path process, String end) {
      try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
        return tasks // the first may have ended before the rest
            .map(task -> in(task.resolve("maps"), end))
            .filter(sight -> sight != NOT_MAPPED)
            .findFirst()
            .orElse(NOT_MAPPED);
      } catch (IOException | java.io.UncheckedIOException e) {
        return NOT_MAPPED; // there is no such process
      }
    }

    private static Sight in(Path maps, String end) {
      try (Stream<String> lines = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
        return lines.anyMatch(line -> line.endsWith(end)) ? MAPPED : NOT_MAPPED;
      } catch (AccessDeniedException e) {
        return HIDDEN;
      } catch (IOException | java.io.UncheckedIOException e) {
        return NOT_MAPPED;
      }
    }
  }

  /** Whether a process begins to record, or turns into another program, and has not come there. */
  private boolean isOnItsWay(Path file) {
    try {
      Instant since =
          Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant().plus(ON_ITS_WAY);
      return Instant.now().isBefore(since)
          && (hasStrangers() || Files.exists(Path.of("/proc", String.valueOf(process(file)))))
          && !Files.exists(successor(file));
    } catch (IOException e) {
      return false;
    }
  }

  private Path successor(Path file) {
    String[] parts = file.getFileName().toString().split("\\.", -1);
    if (parts[1].equals("start")) {
      return path.resolve(parts[0] + ".0.hrec");
    }
    int number = Integer.parseInt(parts[1]) + (parts[2].equals("exec") ? 1 : 0);
    return path.resolve(parts[0] + "." + number + ".hrec");
  }

  /**
   * What an image turned into that was not recorded, as KIND:PATH; empty where it ended, or where
   * what came next was recorded.
   */
  Optional<String> unfollowed(RawRecordingFile image) throws IOException {
    String stem = image.pid() + ".";
    Path link = path.resolve(stem + image.number() + ".exec");
    boolean followed = Files.exists(path.resolve(stem + (image.number() + 1) + ".hrec"));
    if (followed || !Files.isSymbolicLink(link)) {
      return Optional.empty();
    }
    return Optional.of(Files.readSymbolicLink(link).toString());
  }

  /**
   * Children that were not recorded and were not to be; one that ran no code of ours is not seen.
   */
  long unrecordedChildren() throws IOException {
    Path list = path.resolve("unrecorded"); // heaprec's
    long listed = Files.exists(list) ? Files.readAllLines(list).stream().distinct().count() : 0;
    return listed + Integer.toUnsignedLong(readControl().getInt(0));
  }

  /** Processes that ought to have been recorded and were not, with the reason. */
  Map<Long, String> losses() throws IOException {
    Map<Long, String> losses = new LinkedHashMap<>();
    ByteBuffer control = readControl();
    for (int i = 0; i < Math.min(control.getInt(4), MAX_LOSSES); i++) {
      losses.put((long) control.getInt(8 + 8 * i), reason(control.getInt(12 + 8 * i)));
    }
    Path list = path.resolve("lost"); // heaprec's
    if (Files.exists(list)) {
      Files.readAllLines(list)
          .forEach(
              pid ->
                  losses.put(
                      Long.parseLong(pid),
                      "there is no room for its recording, or the file was deleted"));
    }
    return losses;
  }

  private static String reason(int error) {
    return switch (error) {
      case 2 -> "the process has another root folder (chroot), without the recording's folder";
      case 1, 13 -> "the process may not write to the recording's folder";
      case 23, 24 -> "the process has too many open files";
      case 27 -> "the recording is larger than a file of the process may be; raise its 'ulimit -f'";
      case 28 -> "the recording's file system is full, or its file reached a limit of size";
      case 30 -> "the recording's file system is read-only";
      case NO_CALLS -> "the program forbids itself system calls (seccomp)";
      case IMAGE + 1 -> "the program is statically linked, so that it cannot be recorded";
      case IMAGE + 2 -> "the program runs as another user; record it as that user";
      case IMAGE + 3 -> "the program is a 32-bit one; only 64-bit ones can be recorded";
      case IMAGE + 4 ->
          "the program is built for the C library musl; only programs of glibc can be recorded";
      case IMAGE + 5 -> "the program is built with a sanitizer, whose allocator lets no other in";
      default -> "error " + error;
    };
  }

  private Path control() {
    return path.resolve("control");
  }

  private ByteBuffer readControl() throws IOException {
    byte[] bytes =
        Files.exists(control()) ? Files.readAllBytes(control()) : new byte[CONTROL_BYTES];
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
