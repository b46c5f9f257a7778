// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rmalloc.trace.hrec.HrecReader;

/**
 * The {@code key=value} notes at the end of a recording: how it was made, and how the run ended.
 */
final class RecordingMetadata {
  private static final String PREFIX = "note.";

  private final List<String> ofAll; // each key=value
  private final boolean followsChildren;
  private final String program;

  private RecordingMetadata(List<String> ofAll, boolean followsChildren, String program) {
    this.ofAll = ofAll;
    this.followsChildren = followsChildren;
    this.program = program;
  }

  static RecordingMetadata of(
      RecordingSettings request, RecordingMethod method, RecorderTools tools) throws IOException {
    List<String> notes = new ArrayList<>();
    notes.add("rmalloc=" + version());
    notes.add("method=" + method.label());
    notes.add("accesses=" + (method.recordsAccesses() ? "yes" : "no"));
    notes.add("command=" + String.join(" ", request.command()));
    notes.add("os=" + HostDescription.os());
    notes.add("cpu=" + HostDescription.cpu());
    notes.add("cc=" + tools.compilerVersion());
    if (method != RecordingMethod.SHIM) {
      tools.valgrindVersion().ifPresent(version -> notes.add("valgrind=" + version));
    }
    return new RecordingMetadata(notes, request.children(), request.command().getFirst());
  }

  static RecordingMetadata ofState(Properties state) {
    TreeMap<Integer, String> notes = new TreeMap<>();
    for (String key : state.stringPropertyNames()) {
      if (key.startsWith(PREFIX)) {
        notes.put(Integer.valueOf(key.substring(PREFIX.length())), state.getProperty(key));
      }
    }
    return new RecordingMetadata(List.copyOf(notes.values()), true, "");
  }

  void storeIn(Properties state) {
    for (int i = 0; i < ofAll.size(); i++) {
      state.setProperty(PREFIX + i, ofAll.get(i));
    }
  }

  /** The program as it was asked for. */
  String program() {
    return program;
  }

  boolean followsChildren() {
    return followsChildren;
  }

  /**
   * The notes of one image.
   *
   * @param run the one that ended as it did, if that is known
   */
  List<String> of(HrecReader reader, Optional<ProgramRun> run) {
    List<String> notes = new ArrayList<>(ofAll);
    if (run.isPresent()) {
      notes.add("exit=" + run.get().exitStatus());
      notes.add("milliseconds=" + run.get().elapsedNanos() / 1_000_000);
    }
    notes.add("ended=" + Instant.now().truncatedTo(ChronoUnit.SECONDS));
    if (reader.stoppedEarly()) {
      notes.add("incomplete=" + reader.stopReason());
    }
    return notes;
  }

  /** A program and its arguments, as a recording says. */
  static String program(List<String> notes) {
    return values(notes, "arg=").collect(Collectors.joining(" "));
  }

  /** The values of a key. */
  static java.util.stream.Stream<String> values(List<String> notes, String key) {
    return notes.stream()
        .filter(note -> note.startsWith(key))
        .map(note -> note.substring(key.length()));
  }

  /** Of this build; {@code unknown} when it was not run from a jar. */
  private static String version() {
    String version = RecordingMetadata.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
