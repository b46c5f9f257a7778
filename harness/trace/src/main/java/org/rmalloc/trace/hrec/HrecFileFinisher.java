// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.hrec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.BadRecordHandler;
import org.rmalloc.trace.mapping.HeapEventSink;

/**
 * A file as the recorder leaves it when its program is gone, however that ended: all blocks sealed
 * but the last, zeros behind, no end block.
 */
public final class HrecFileFinisher {
  private HrecFileFinisher() {}

  /** What a raw file goes on from; empty where that is nothing, or the file is none. */
  public static Optional<ParentRecordingReference> history(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      HrecBlockReader blocks = new HrecBlockReader(bytes::read);
      blocks.readFileHeader();
      if (blocks.next() != HrecBlockReader.Found.WHOLE || blocks.type() != HrecLayout.HISTORY) {
        return Optional.empty();
      }
      return ParentRecordingReference.parse(
          new String(blocks.payload(), 0, blocks.length(), StandardCharsets.UTF_8));
    }
  }

  /**
   * Reads a raw file, what is damaged passed over and counted.
   *
   * @param histories hands on what it goes on from
   * @return the reader, for what it has found
   * @throws TraceFormatException when it is none
   */
  public static HrecReader read(Path file, HeapEventSink events, HrecReader.Histories histories)
      throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      BadRecordHandler bad = new BadRecordHandler(file.toString(), true);
      HrecReader reader = new HrecReader(bytes::read, bad, histories);
      reader.readTo(events);
      return reader;
    }
  }

  /**
   * Makes a finished file of a raw one: seals the last block, appends notes, cuts off what is
   * behind. A finished file stays as it is.
   *
   * @param reader what has read it
   * @param notes in {@code key=value} form; those the file has already come before them
   * @throws TraceFormatException when the file is damaged; it is left as it was
   */
  public static void finish(Path file, HrecReader reader, List<String> notes) throws IOException {
    if (!reader.isFinished()) {
      close(file, reader.tail(), notes);
    }
  }

  /** Reads a raw file and makes a finished one of it. */
  public static HrecReader finish(Path file, HeapEventSink events, List<String> notes)
      throws IOException {
    HrecReader reader = read(file, events, (history, taker) -> {});
    finish(file, reader, notes);
    return reader;
  }

  private static void close(Path file, HrecReader.Tail tail, List<String> notes)
      throws IOException {
    if (tail.offset() == 0) {
      throw TraceFormatException.ofFile(
          file.toString(), "a file that is damaged from its first block on", "a recording");
    }
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] records = new byte[tail.length()];
      raw.seek(tail.offset() + HrecLayout.BLOCK_HEADER_BYTES);
      raw.readFully(records);
      raw.seek(tail.offset());
      raw.write(lastBlocks(tail, records, notes));
      raw.setLength(raw.getFilePointer());
    }
  }

  private static byte[] lastBlocks(HrecReader.Tail tail, byte[] records, List<String> notes)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (tail.count() > 0) {
      HrecWriter.writeBlock(
          out, HrecLayout.DATA, tail.count(), tail.index(), records, records.length);
    }
    byte[] text = HrecWriter.text(notes);
    long end = tail.index() + tail.count();
    HrecWriter.writeBlock(out, HrecLayout.END, 0, end, text, text.length);
    return out.toByteArray();
  }
}
