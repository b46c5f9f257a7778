// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.rmalloc.trace.file.BadRecordHandler;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.hrec.HrecReader;
import org.rmalloc.trace.hrec.ParentRecordingReference;

/** Where the recordings of a run have gone, by the names that they had while they were raw. */
final class FinishedRecordingFiles {
  private static final String PREFIX = "finished.";

  private final Path folder;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> digests = new HashMap<>();

  /** None yet; they will be in this folder. */
  FinishedRecordingFiles(Path folder) {
    this.folder = folder;
  }

  void add(String rawName, Path file, Optional<String> sha256) {
    names.put(rawName, file.getFileName().toString());
    sha256.ifPresent(digest -> digests.put(rawName, digest));
  }

  /** Whether a raw recording is finished, though it may lie there still. */
  boolean has(String rawName) {
    return names.containsKey(rawName);
  }

  /** A history of a raw recording, by where that is now. */
  ParentRecordingReference placed(ParentRecordingReference raw) {
    String name = names.getOrDefault(raw.file(), raw.file());
    return new ParentRecordingReference(
        name, raw.records(), Optional.ofNullable(digests.get(raw.file())));
  }

  /** Hands on what a raw recording goes on from that is finished. */
  void read(ParentRecordingReference raw, RecordedEventCounter counter) throws IOException {
    Path file = folder.resolve(placed(raw).file());
    try (DecompressedInput input = DecompressedInput.open(file)) {
      HrecReader reader = HrecReader.of(input, new BadRecordHandler(file.toString(), true));
      reader.readFirstTo(counter, raw.records());
    }
  }

  void storeIn(Properties state) {
    names.forEach(
        (raw, name) ->
            state.setProperty(PREFIX + raw, digests.getOrDefault(raw, "-") + " " + name));
  }

  void loadFrom(Properties state) {
    for (String key : state.stringPropertyNames()) {
      if (key.startsWith(PREFIX)) {
        String[] value = state.getProperty(key).split(" ", 2);
        String raw = key.substring(PREFIX.length());
        names.put(raw, value[1]);
        if (!value[0].equals("-")) {
          digests.put(raw, value[0]);
        }
      }
    }
  }
}
