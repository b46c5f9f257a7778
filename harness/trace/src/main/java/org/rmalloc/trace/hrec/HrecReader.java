// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.hrec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.BadRecordHandler;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.mapping.HeapEventSink;

/**
 * Reads a {@code .hrec} file as a stream, in the memory of one block.
 *
 * <p>Each block is checked before its records are handed on. A file that is not finished, because
 * it was cut or because who recorded it was killed, or that is damaged is refused with the offset
 * of the fault; leniently everything whole is handed on and the rest counted. Not thread-safe.
 *
 * <p>A forked process's recording goes on from its parent's: what that says is handed on first.
 */
public final class HrecReader {
  /** Hands on what a recording goes on from. */
  @FunctionalInterface
  public interface Histories {
    /**
     * Reads the first records of another recording.
     *
     * @throws TraceFormatException when that cannot be found, or is not the one that is meant
     */
    void read(ParentRecordingReference history, HeapEventSink events) throws IOException;
  }

  private final BadRecordHandler bad;
  private final HrecBlockReader input;
  private final Histories histories;
  private final List<String> notes = new ArrayList<>();
  private long recordCount;
  private long damagedBlocks;
  private long lostRecords;
  private long mostRecords = Long.MAX_VALUE;
  private Optional<ParentRecordingReference> history = Optional.empty();
  private int stopReason;
  private Tail tail = new Tail(0, 0, 0, 0);
  private boolean finished;
  private long blockOffset; // of the block being read
  private HeapEventSink sink;

  /** A reader at the start of a file of which it is not known where it lies. */
  public HrecReader(ByteSource bytes, BadRecordHandler bad) {
    this(bytes, bad, (history, events) -> refuseHistory(bad, history));
  }

  /**
   * A reader at the start of a file.
   *
   * @param histories hands on what the file goes on from
   */
  public HrecReader(ByteSource bytes, BadRecordHandler bad, Histories histories) {
    this.bad = bad;
    this.histories = histories;
    input = new HrecBlockReader(bytes);
  }

  /** A reader of a file, which finds beside it what that goes on from. */
  public static HrecReader of(DecompressedInput input, BadRecordHandler bad) {
    return input
        .path()
        .map(path -> new HrecReader(input::read, bad, new ParentRecordingReader(path, bad)))
        .orElseGet(() -> new HrecReader(input::read, bad));
  }

  private static void refuseHistory(BadRecordHandler bad, ParentRecordingReference history)
      throws TraceFormatException {
    throw TraceFormatException.ofFile(
        bad.file(),
        "a recording that continues " + history.file(),
        "the recording by its file name, with that file in the same folder");
  }

  /** Reads the first records only, and checks the rest without handing it on. */
  public void readFirstTo(HeapEventSink events, long records) throws IOException {
    mostRecords = records;
    readTo(events);
  }

  /**
   * Reads to the end.
   *
   * @throws TraceFormatException when the file is no {@code .hrec} file of this version, or, unless
   *     lenient, when it is not whole
   */
  public void readTo(HeapEventSink events) throws IOException {
    int version = readFileHeader();
    sink = events;
    HrecRecordDecoder decoder = new HrecRecordDecoder(input.payload(), events, this::refuseRecord);
    decoder.setMarked(version == HrecLayout.MARKED_VERSION);
    while (readBlock(decoder)) {
      // all is done in the condition
    }
    stopReason = decoder.stopReason();
    if (!finished) {
      refuse(input.offset(), "the end of a recording that was not finished", "a block of type E");
    }
  }

  /** What the file says of itself, one {@code key=value} each. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** What the records go on from; empty for a process that was not forked from a recorded one. */
  public Optional<ParentRecordingReference> history() {
    return history;
  }

  /** Records handed on, those of its history not counted. */
  public long recordCount() {
    return recordCount;
  }

  /** Blocks passed over, being damaged. */
  public long damagedBlockCount() {
    return damagedBlocks;
  }

  /** Records missing in front of blocks that were read. */
  public long lostRecordCount() {
    return lostRecords;
  }

  /** Whether the recorder stopped before its program did. */
  public boolean stoppedEarly() {
    return stopReason != 0;
  }

  /** Why it did, in words. */
  public String stopReason() {
    return switch (stopReason) {
      case 0 -> "";
      case 1 -> "the file system is full, or the file reached a limit of size";
      case 2 -> "the recorder in the program could not open its file again";
      case 3 -> "the program forbids itself system calls (seccomp)";
      case 4 -> "the recording of the parent process had stopped";
      default -> "reason " + stopReason;
    };
  }

  /** Whether the file ends as a finished one does. */
  public boolean isFinished() {
    return finished;
  }

  /** The last block of an unfinished file. */
  Tail tail() {
    return tail;
  }

  /** Returns the version. */
  private int readFileHeader() throws IOException {
    byte[] header = input.readFileHeader();
    if (header.length < HrecLayout.FILE_HEADER_BYTES || !HrecLayout.hasMagic(header)) {
      throw fault(0, "no .hrec header", "89 48 52 45 43 0d 0a 1a and a version");
    }
    for (int version = HrecLayout.VERSION; version <= HrecLayout.MARKED_VERSION; version++) {
      if (Arrays.equals(header, HrecLayout.fileHeader(version))) {
        return version;
      }
    }
    String expected = "version %d or %d".formatted(HrecLayout.VERSION, HrecLayout.MARKED_VERSION);
    throw fault(8, "version " + HrecLayout.getLong(header, 8), expected);
  }

  /** A record that its taker does not want: a recording at odds with itself. */
  private void refuseRecord(int position, InvalidOpException e) throws TraceFormatException {
    bad.refuseAt(blockOffset + HrecLayout.BLOCK_HEADER_BYTES + position, e.found(), e.expected());
  }

  /** Reads one block; false when there are no more to be read. */
  private boolean readBlock(HrecRecordDecoder decoder) throws IOException {
    long offset = input.offset();
    blockOffset = offset;
    switch (input.next()) {
      case NOTHING -> tail = new Tail(offset, recordCount + lostRecords, 0, 0);
      case OPEN -> readOpen(offset, decoder);
      case CUT -> refuse(offset, "a block of the file that was cut short", "all of it");
      case NO_HEADER -> refuse(offset, "no block's header", "one, or the end of the file");
      case ALTERED -> {
        refuse(offset, "a block whose checksum is not that of its bytes", "an unaltered one");
        damagedBlocks++;
        return true;
      }
      case WHOLE -> {
        return readWhole(offset, decoder);
      }
    }
    return false;
  }

  private void readOpen(long offset, HrecRecordDecoder decoder) throws IOException {
    int length = 0;
    int count = 0;
    if (input.type() == HrecLayout.DATA && hasNextIndex(offset)) {
      decoder.decode(input.length(), mostRecords - recordCount);
      length = decoder.position();
      count = decoder.count();
      recordCount += count;
    }
    tail = new Tail(offset, input.index(), length, count);
    if (!input.endsInZerosAfter(length)) {
      refuse(offset + HrecLayout.BLOCK_HEADER_BYTES + length, "bytes that are no record", "zeros");
    }
  }

  private boolean readWhole(long offset, HrecRecordDecoder decoder) throws IOException {
    if (!hasNextIndex(offset)) {
      damagedBlocks++;
      return true;
    }
    if (input.type() == HrecLayout.DATA) {
      readRecords(offset, decoder);
      return true;
    }
    if (input.type() == HrecLayout.HISTORY) {
      return readHistory(offset);
    }
    addNotes();
    return input.type() == HrecLayout.HEAD || end();
  }

  private boolean readHistory(long offset) throws IOException {
    String text = new String(input.payload(), 0, input.length(), StandardCharsets.UTF_8);
    history = ParentRecordingReference.parse(text);
    if (history.isEmpty() || offset != HrecLayout.FILE_HEADER_BYTES) {
      history = Optional.empty();
      refuse(
          offset,
          "no reference to the parent's recording",
          "a file and a number of records, in the first block");
      return true;
    }
    histories.read(history.get(), sink);
    return true;
  }

  private void readRecords(long offset, HrecRecordDecoder decoder) throws IOException {
    boolean known = decoder.decode(input.length(), mostRecords - recordCount);
    recordCount += decoder.count();
    if (!known || decoder.position() != input.length() || decoder.count() != input.count()) {
      long at = offset + HrecLayout.BLOCK_HEADER_BYTES + decoder.position();
      refuse(at, "a record that this version of the format does not have", "N, F, R, L, S or M");
      damagedBlocks++;
    }
  }

  /** Counts the records that are missing in front; a block from further back is of no use. */
  private boolean hasNextIndex(long offset) throws TraceFormatException {
    long missing = input.index() - recordCount - lostRecords;
    if (missing != 0) {
      String expected = "record " + (recordCount + lostRecords);
      refuse(offset, "a block that starts with record " + input.index(), expected);
    }
    lostRecords += Math.max(missing, 0);
    return missing >= 0;
  }

  private void addNotes() {
    String text = new String(input.payload(), 0, input.length(), StandardCharsets.UTF_8);
    text.lines().filter(line -> line.indexOf('=') > 0).forEach(notes::add);
  }

  private boolean end() throws IOException {
    finished = true;
    long offset = input.offset();
    if (!input.restIsZero()) {
      refuse(offset, "bytes behind the last block", "nothing but zeros");
    }
    return false;
  }

  private void refuse(long offset, String found, String expected) throws TraceFormatException {
    bad.refuseAt(offset, found, expected + "; --lenient reads what is not damaged");
  }

  private TraceFormatException fault(long offset, String found, String expected) {
    return TraceFormatException.atOffset(bad.file(), offset, found, expected);
  }

  /**
   * Where an unfinished file can go on.
   *
   * @param offset of the block that was open, or of the end
   * @param index of its first record
   * @param length of its payload, in bytes
   * @param count how many records these are
   */
  record Tail(long offset, long index, int length, int count) {}
}
