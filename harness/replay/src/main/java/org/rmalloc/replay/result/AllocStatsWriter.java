// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.rmalloc.trace.file.OutputFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes one alloc-stats file, streaming. The same values give the same bytes everywhere.
 *
 * <p>The file is written beside its place and put there by {@link #finish}; a writer that is closed
 * before leaves nothing there. Rows come in the order of their op indexes. O(1) memory.
 */
public final class AllocStatsWriter implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;
  private final boolean timed;
  private final Optional<OutputFile> file;

  private AllocStatsWriter(OutputStream out, AllocStatsHeader header, Optional<OutputFile> file) {
    this.file = file;
    timed = header.timed();
    json = JSON.createGenerator(new OneRowALine(), out);
    json.writeStartObject();
    AllocStatsHeaderWriter.write(json, header);
    json.writeObjectPropertyStart("alloc_stats");
    writeColumns(header);
    json.writeArrayPropertyStart("data");
  }

  /**
   * Starts a file, compressed when its name ends in {@code .gz} or {@code .zst}.
   *
   * @param place taken by {@link #finish}; what is there until then stays
   * @throws IOException when its folder cannot be written to
   */
  @SuppressWarnings("resource") // the writer closes it
  public static AllocStatsWriter create(Path place, AllocStatsHeader header) throws IOException {
    OutputFile file = OutputFile.create(place);
    return new AllocStatsWriter(file.stream(), header, Optional.of(file));
  }

  /** Starts a file on a stream, which {@link #finish} closes. */
  public static AllocStatsWriter to(OutputStream out, AllocStatsHeader header) {
    return new AllocStatsWriter(out, header, Optional.empty());
  }

  /** Adds a row. */
  public void write(AllocStatsDataPoint point) throws IOException {
    try {
      writeRow(point);
    } catch (JacksonException e) {
      throw ioException(e);
    }
  }

  /** Adds a row of a malloc library. */
  public void write(MallocLibraryDataPoint point) throws IOException {
    try {
      writeRow(point);
    } catch (JacksonException e) {
      throw ioException(e);
    }
  }

  private void writeRow(MallocLibraryDataPoint point) {
    json.writeStartArray();
    json.writeNumber(point.opIndex());
    json.writeString(String.valueOf(point.op().letter()));
    json.writeNumber(point.sizeBytes());
    json.writeNumber(point.usedBytes());
    json.writeNumber(point.residentBytes());
    json.writeNumber(point.mappedBytes());
    if (timed) {
      json.writeNumber(point.opNanos());
    }
    json.writeEndArray();
  }

  private void writeRow(AllocStatsDataPoint point) {
    json.writeStartArray();
    json.writeNumber(point.opIndex());
    json.writeString(String.valueOf(point.op().letter()));
    json.writeNumber(point.sizeBytes());
    json.writeNumber(point.usedBytes());
    json.writeNumber(point.freeBytes());
    json.writeNumber(point.overheadBytes());
    json.writeNumber(point.internalBytes());
    json.writeNumber(point.footprintBytes());
    json.writeNumber(point.largestFree());
    json.writeNumber(point.maxmem());
    json.writeNumber(point.cost());
    json.writeNumber(point.oomCost());
    if (timed) {
      json.writeNumber(point.opNanos());
      json.writeNumber(point.oomNanos());
    }
    json.writeEndArray();
  }

  /** Ends the file with its summary, and puts it in its place. */
  public void finish(ReplaySummary summary) throws IOException {
    writeEnd(summary);
    if (file.isPresent()) {
      file.get().commit();
    }
  }

  /** Drops the file unless it is finished. */
  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }

  private void writeEnd(ReplaySummary summary) throws IOException {
    try {
      json.writeEndArray();
      json.writeEndObject();
      AllocStatsSummaryWriter.write(json, summary);
      json.writeEndObject();
      json.writeRaw('\n');
      json.close();
    } catch (JacksonException e) {
      throw ioException(e);
    }
  }

  private static IOException ioException(JacksonException e) {
    return e.getCause() instanceof IOException io ? io : new IOException(e);
  }

  private void writeColumns(AllocStatsHeader header) {
    json.writeArrayPropertyStart("columns");
    for (String column : AllocStatsColumnNames.of(header)) {
      json.writeString(column);
    }
    json.writeEndArray();
  }

  /** Asks for line breaks. */
  private static final class OneRowALine extends ObjectWriteContext.Base {
    private final PrettyPrinter lineBreaks = new JsonLinePrettyPrinter();

    @Override
    public PrettyPrinter getPrettyPrinter() {
      return lineBreaks;
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }
}
