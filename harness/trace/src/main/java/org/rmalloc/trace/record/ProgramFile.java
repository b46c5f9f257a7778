// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An executable file, and whether what it allocates can be seen at all. */
final class ProgramFile {
  private static final int HEAD_BYTES = 1 << 12; // program headers come early
  private static final int CLASS_64 = 2;
  private static final int INTERPRETER = 3; // a segment's type: names the dynamic linker
  private static final int SET_USER_ID = 04000;
  private static final int SET_GROUP_ID = 02010; // without execution by the group: a lock
  private static final int MAX_SCRIPTS = 4; // that run each other: Linux allows no more
  private static final Pattern SCRIPT = Pattern.compile("#![ \\t]*([^\\s\\x00]+)");
  private static final Set<String> SANITIZERS =
      Set.of("__asan_init", "__hwasan_init", "__tsan_init", "__msan_init", "__lsan_init");
  private static final Set<String> ALLOCATORS =
      Set.of("malloc", "je_malloc", "_rjem_malloc", "mi_malloc", "tc_malloc", "__libc_malloc");

  private final Path path;
  private final ByteBuffer head;

  private ProgramFile(Path path, byte[] head) {
    this.path = path;
    this.head = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Finds a program as a shell would that ran in those surroundings.
   *
   * @throws RecordingException when there is none, or it may not be run
   */
  static ProgramFile find(String name, ProgramStartSettings surroundings) throws IOException {
    Path path = name.contains("/") ? existing(name, surroundings) : onPath(name, surroundings);
    if (Files.isDirectory(path)) {
      throw new RecordingException(RecordingException.CANNOT_RUN, name + ": a directory");
    }
    if (!Files.isExecutable(path)) {
      throw new RecordingException(
          RecordingException.CANNOT_RUN,
          name + ": is not executable; run chmod +x, or name another program");
    }
    return new ProgramFile(path, head(path));
  }

  /** Its file. */
  Path path() {
    return path;
  }

  /**
   * Refuses a program whose allocations no method sees.
   *
   * @throws RecordingException saying why they cannot be seen
   */
  void checkRecordable() throws IOException {
    checkRecordable(0);
  }

  private void checkRecordable(int scripts) throws IOException {
    if (isSetId()) {
      throw unseen("runs as another user or group (set-user-ID): nothing can be preloaded into it");
    }
    if (isElf() && head.get(4) != CLASS_64) {
      throw unseen("is a 32-bit program: only 64-bit ones can be recorded");
    }
    if (isElf() && !hasInterpreter() && !isDynamicLinker()) {
      throw unseen("is statically linked: its allocator is part of it and cannot be seen");
    }
    if (isElf() && new String(head.array(), StandardCharsets.ISO_8859_1).contains("/ld-musl-")) {
      throw unseen("is built for the C library musl: only programs of glibc can be recorded");
    }
    if (isElf() && hasSanitizer(path)) {
      throw unseen(
          "is built with a sanitizer, which brings an allocator of its own and lets no other in;"
              + " build it without -fsanitize to record it");
    }
    Optional<Path> interpreter = interpreter();
    if (interpreter.isPresent() && scripts < MAX_SCRIPTS) {
      new ProgramFile(interpreter.get(), head(interpreter.get())).checkRecordable(scripts + 1);
    }
  }

  /** What runs a script, by its first line. */
  private Optional<Path> interpreter() {
    Matcher line = SCRIPT.matcher(new String(head.array(), StandardCharsets.UTF_8));
    return line.lookingAt()
        ? Optional.of(Path.of(line.group(1))).filter(Files::isRegularFile)
        : Optional.empty();
  }

  /** Whether it runs a program that it is given as an argument, and lets libraries be preloaded. */
  private boolean isDynamicLinker() throws IOException {
    return path.toRealPath().getFileName().toString().startsWith("ld-linux");
  }

  private static boolean hasSanitizer(Path file) {
    return ElfSymbols.of(file).any((name, _) -> SANITIZERS.contains(name));
  }

  /** Whether a program defines an allocator that is used instead of the one that is recorded. */
  static boolean bringsAllocator(Path file) {
    return ElfSymbols.of(file).any((name, defined) -> defined && ALLOCATORS.contains(name));
  }

  private RecordingException unseen(String why) {
    return new RecordingException(path + " " + why + "; nothing was run");
  }

  private boolean isElf() {
    return head.limit() >= 64 && head.order(ByteOrder.BIG_ENDIAN).getInt(0) == 0x7f454c46;
  }

  private boolean hasInterpreter() {
    head.order(ByteOrder.LITTLE_ENDIAN);
    long at = head.getLong(32);
    int size = Short.toUnsignedInt(head.getShort(54));
    int count = Short.toUnsignedInt(head.getShort(56));
    for (int i = 0; i < count && at + 4 <= head.limit(); i++, at += size) {
      if (head.getInt((int) at) == INTERPRETER) {
        return true;
      }
    }
    return false;
  }

  /** Whether it would run as another user or group: the dynamic linker heeds no variable then. */
  private boolean isSetId() throws IOException {
    int mode = (int) Files.getAttribute(path, "unix:mode");
    return ((mode & SET_USER_ID) != 0 && isOfAnother("unix:uid"))
        || ((mode & SET_GROUP_ID) == SET_GROUP_ID && isOfAnother("unix:gid"));
  }

  private boolean isOfAnother(String attribute) throws IOException {
    return !Files.getAttribute(path, attribute)
        .equals(Files.getAttribute(Path.of("/proc/self"), attribute));
  }

  private static Path existing(String name, ProgramStartSettings surroundings)
      throws RecordingException {
    Path path = surroundings.resolve(name);
    if (!Files.exists(path)) {
      throw notFound(name);
    }
    return path;
  }

  private static Path onPath(String name, ProgramStartSettings surroundings)
      throws RecordingException {
    return search(name, surroundings).orElseThrow(() -> notFound(name));
  }

  /** The first executable of a name in the folders of {@code PATH}. */
  static Optional<Path> search(String name) {
    return search(name, ProgramStartSettings.INHERITED);
  }

  private static Optional<Path> search(String name, ProgramStartSettings surroundings) {
    return Arrays.stream(surroundings.variable("PATH").orElse("").split(File.pathSeparator))
        .map(folder -> surroundings.resolve(folder.isEmpty() ? "." : folder).resolve(name))
        .filter(path -> Files.isExecutable(path) && !Files.isDirectory(path))
        .findFirst();
  }

  private static RecordingException notFound(String name) {
    return new RecordingException(RecordingException.NOT_FOUND, name + ": no such program");
  }

  private static byte[] head(Path path) throws IOException {
    if (!Files.isReadable(path)) {
      return new byte[0];
    }
    try (InputStream bytes = Files.newInputStream(path)) {
      return bytes.readNBytes(HEAD_BYTES);
    }
  }
}
