// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.rmalloc.experiment.matrix.ProgramToRecord;
import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.trace.CountWithNoun;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.file.OutputFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a recording in a store is, kept beside it. It is written last: a recording without one does
 * not count.
 *
 * @param sha256 of the recording's uncompressed bytes
 * @param requests new, freed and resized blocks
 * @param peakLiveBytes the peak of live bytes
 */
record StoredRecordingMetadata(String sha256, long requests, long peakLiveBytes) {
  private static final String SCHEMA = "rmalloc-recording 1";

  /** A line for the user. */
  String inWords(Path recording) {
    return String.format(
        Locale.ROOT,
        "%s: %s, peak live %,d bytes",
        recording,
        CountWithNoun.of(requests, "request"),
        peakLiveBytes);
  }

  /** Writes it, with what was recorded, and as which trace. */
  void writeTo(Path place, TraceSource.ToRecord trace) throws IOException {
    ProgramToRecord program = trace.program();
    try (OutputFile file = OutputFile.create(place)) {
      OutputStream out = file.stream();
      try (JsonGenerator json =
          JsonMapper.shared().writerWithDefaultPrettyPrinter().createGenerator(out)) {
        json.writeStartObject();
        json.writeStringProperty("schema", SCHEMA);
        json.writeStringProperty("name", trace.name());
        json.writeArrayPropertyStart("command");
        program.command().forEach(json::writeString);
        json.writeEndArray();
        json.writeStringProperty("directory", program.directory());
        json.writeObjectPropertyStart("environment");
        program.environment().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeStringProperty("accesses", program.accesses().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("sha256", sha256);
        json.writeNumberProperty("requests", requests);
        json.writeNumberProperty("peak_live", peakLiveBytes);
        json.writeEndObject();
      }
      file.commit();
    }
  }

  /**
   * The manifest in a file.
   *
   * @throws UsageException when it is none
   */
  static StoredRecordingMetadata read(Path place) throws IOException {
    try {
      JsonNode json = JsonMapper.shared().readTree(Files.readAllBytes(place));
      if (json.path("schema").asString("").equals(SCHEMA)
          && json.path("sha256").isString()
          && json.path("requests").isIntegralNumber()
          && json.path("peak_live").isIntegralNumber()) {
        return new StoredRecordingMetadata(
            json.path("sha256").asString(),
            json.path("requests").asLong(),
            json.path("peak_live").asLong());
      }
    } catch (JacksonException _) {
      // said below
    }
    throw new UsageException(
        "%s: found a file that is damaged or of another format; expected '%s'; delete it to record the program again"
            .formatted(place, SCHEMA));
  }
}
