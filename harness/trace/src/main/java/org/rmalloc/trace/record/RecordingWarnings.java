// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rmalloc.trace.OpKind;

/** What a user has to know of a recording that its counts do not say, and what helps. */
final class RecordingWarnings {
  private static final int MAX_LINES = 12; // of what Valgrind said
  private static final String SHIM = RecordingMethod.SHIM.label();

  private RecordingWarnings() {}

  /**
   * Of one recording.
   *
   * @param unfollowed what the process turned into that was not recorded
   */
  static List<String> of(
      RawRecordingCounter.Counted one,
      RecordingReport.Written file,
      String method,
      Optional<String> unfollowed) {
    List<String> lines = new ArrayList<>();
    if (one.reader().stoppedEarly()) {
      lines.add(
          "  INCOMPLETE: recording stopped before the program did: " + one.reader().stopReason());
    }
    unfollowed
        .map(noted -> "  NOTE: the program then replaced itself by " + turnedInto(noted))
        .ifPresent(lines::add);
    if (method.equals(SHIM)) {
      past(one, file).map(line -> "  NOTE: " + line).ifPresent(lines::add);
    }
    return lines;
  }

  /** Of the run as a whole. */
  static List<String> ofRun(RecordingFolder folder, boolean followsChildren) throws IOException {
    List<String> lines = new ArrayList<>(ofValgrind(folder));
    long children = folder.unrecordedChildren();
    if (children > 0 && !followsChildren) {
      lines.add(
          "NOTE: %,d %s that it started %s not recorded; --children records them too"
              .formatted(
                  children,
                  children == 1 ? "process" : "processes",
                  children == 1 ? "was" : "were"));
    }
    folder
        .losses()
        .forEach(
            (pid, why) ->
                lines.add("INCOMPLETE: process %d was not recorded: %s".formatted(pid, why)));
    return lines;
  }

  /** What Valgrind said, which it says of grave matters only. */
  static List<String> ofValgrind(RecordingFolder folder) throws IOException {
    Path log = RecordedProcessBuilder.valgrindLog(folder.path());
    if (!Files.exists(log)) {
      return List.of();
    }
    List<String> said =
        Files.readString(log, StandardCharsets.ISO_8859_1)
            .lines()
            .map(line -> line.replaceFirst("^(==|--|\\*\\*)\\d+(==|--|\\*\\*) ?", ""))
            .filter(line -> !line.isBlank())
            .limit(MAX_LINES)
            .map(line -> "valgrind: " + line)
            .toList();
    List<String> lines = new ArrayList<>(said);
    if (said.stream().anyMatch(line -> line.contains("throw") || line.contains("pvalloc"))) {
      lines.add(
          "NOTE: Valgrind ended the program, which would run on without Valgrind; record it with"
              + " --accesses=none");
    }
    return lines;
  }

  private static String turnedInto(String noted) {
    int colon = noted.indexOf(':');
    String why =
        switch (noted.substring(0, Math.max(0, colon))) {
          case "static" -> "is statically linked, so that it cannot be recorded";
          case "set-id" -> "runs as another user; record it as that user";
          case "32-bit" -> "is a 32-bit program; only 64-bit ones can be recorded";
          case "elsewhere" -> "another run of 'rmalloc record' records into a file of its own";
          case "sanitized" -> "is built with a sanitizer, whose allocator lets no other in";
          case "other-libc" ->
              "is built for the C library musl; only programs of glibc can be recorded";
          default ->
              "was not recorded: it ended too early, may not write to this folder, or does not let"
                  + " a library be preloaded";
        };
    return "%s, which %s; what it did after that is not in this recording"
        .formatted(noted.substring(colon + 1), why);
  }

  /** What goes past a library that is preloaded. */
  private static Optional<String> past(
      RawRecordingCounter.Counted one, RecordingReport.Written file) {
    Optional<Path> program =
        RecordingMetadata.values(one.reader().notes(), "exe=").findFirst().map(Path::of);
    if (program.filter(ProgramFile::bringsAllocator).isPresent()) {
      return Optional.of(
          program.get()
              + " brings an allocator of its own, which was not recorded; --accesses=heaprec sees"
              + " it");
    }
    if (one.counter().count(OpKind.NEW) == 0 && one.history().isEmpty()) {
      return Optional.of(
          "no allocation was seen: either there was none, or the program has an allocator of its"
              + " own; --accesses=heaprec may see it");
    }
    return file.hasAnomalies()
        ? Optional.of(
            "the recorder missed some calls of the allocator; --accesses=heaprec sees them all")
        : Optional.empty();
  }
}
