// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.BadRecordHandler;
import org.rmalloc.trace.file.DamagedInputException;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.mapping.HeapEventSink;
import org.rmalloc.trace.mapping.RecordingImporter;
import org.rmalloc.trace.mapping.RecordingInput;

/**
 * Reads traces in protocol buffers as the public malloc-bench collection has them. A record is a
 * message of one field: 1 malloc (1 result, 2 size, 3 alignment), 2 free (1 block, 2 size, 3
 * alignment), 3 realloc (1 result, 2 block, 3 size) or 4 calloc (1 result, 2 count, 3 size), all
 * numbers varints. A file is one message with these as its field 1, and as field 2 a number that is
 * not needed; or each record with its length before it.
 *
 * <p>Blocks are named by numbers. Those below 2³¹ are no addresses: such blocks have addresses made
 * up, 4 GiB apart. A call without a result failed. Wire format: protobuf.dev, "Encoding".
 */
final class MallocBenchImporter implements RecordingImporter {
  private static final int MAX_RECORD_BYTES = 128;
  private static final long FIRST_ADDRESS = 1L << 31;
  private static final long MOST_BYTES = 1L << 32; // of a block without an address
  private static final int RECORD_FIELD = 1 << 3 | 2;
  private static final int COUNT_FIELD = 2 << 3;
  private static final int PROBED_RECORDS = 4;

  @Override
  public String format() {
    return "protobuf";
  }

  @Override
  public boolean recognizes(FileStart start) {
    byte[] bytes = start.text().getBytes(StandardCharsets.ISO_8859_1);
    return beginsWith(bytes, true, PROBED_RECORDS) || beginsWith(bytes, false, PROBED_RECORDS);
  }

  private static boolean beginsWith(byte[] bytes, boolean inFields, int most) {
    int at = 0;
    int records = 0;
    while (at < bytes.length && records < most) {
      if (inFields && bytes[at++] != RECORD_FIELD) {
        return false;
      }
      int length = at < bytes.length ? bytes[at++] : -1;
      if (length < 0 || at + length > bytes.length) {
        return false;
      }
      Call call = new Call();
      if (!call.parse(Arrays.copyOfRange(bytes, at, at + length))) {
        return false;
      }
      at += length;
      records++;
    }
    return records > 0;
  }

  @Override
  public boolean mayMark() {
    return true;
  }

  @Override
  public void read(RecordingInput recording, HeapEventSink events) throws IOException {
    byte[] start = recording.input().peek(FileStart.LENGTH);
    boolean inFields = !beginsWith(start, false, 1);
    new Reading(recording, events, inFields).readAll();
  }

  /** A call, as its record says. */
  private static final class Call {
    private static final int MALLOC = 1;
    private static final int FREE = 2;
    private static final int REALLOC = 3;
    private static final int CALLOC = 4;

    private byte[] bytes;
    private int at;
    private int end;
    private int kind;
    private final long[] values = new long[4]; // by field
    private final boolean[] present = new boolean[4];

    /** Whether these bytes are a record. */
    boolean parse(byte[] record) {
      bytes = record;
      at = 0;
      end = record.length;
      Arrays.fill(present, false);
      Arrays.fill(values, 0);
      if (record.length < 2) {
        return false;
      }
      int tag = bytes[at++];
      kind = tag >> 3;
      int length = bytes[at++];
      return (tag & 7) == 2
          && kind >= MALLOC
          && kind <= CALLOC
          && length == end - at
          && parseFields();
    }

    private boolean parseFields() {
      while (at < end) {
        int tag = bytes[at++];
        int field = tag >> 3;
        if ((tag & 7) != 0 || field < 1 || field > 3 || present[field] || !parseValue(field)) {
          return false;
        }
      }
      return true;
    }

    private boolean parseValue(int field) {
      long value = 0;
      for (int shift = 0; shift < 64 && at < end; shift += 7) {
        byte next = bytes[at++];
        if (shift == 63 && (next & 0xfe) != 0) {
          return false; // more than 64 bits
        }
        value |= (next & 0x7fL) << shift;
        if (next >= 0) {
          values[field] = value;
          present[field] = true;
          return true;
        }
      }
      return false;
    }

    void tell(HeapEventSink events) throws IOException {
      switch (kind) {
        case MALLOC -> allocate(events, values[2], CallLogNumberParser.alignment(values[3]));
        case CALLOC -> {
          var product = CallLogNumberParser.product(values[2], values[3]);
          if (product.isPresent()) {
            allocate(events, product.get(), 1);
          }
        }
        case FREE -> events.freed(address(1, 0));
        case REALLOC -> resize(events);
        default -> throw new IllegalStateException("a record of kind " + kind);
      }
    }

    private void allocate(HeapEventSink events, long sizeBytes, long alignment) throws IOException {
      events.allocatedAligned(address(1, sizeBytes), sizeBytes, alignment);
    }

    private void resize(HeapEventSink events) throws IOException {
      if (!present[1] && values[3] == 0) {
        events.freed(address(2, 0));
      } else {
        events.resized(address(2, 0), address(1, values[3]), values[3]);
      }
    }

    /** Where the block is that a field names; 0 where it names none. */
    private long address(int field, long sizeBytes) {
      long name = values[field];
      if (!present[field]) {
        return 0;
      }
      if (Long.compareUnsigned(name, FIRST_ADDRESS) >= 0) {
        return name;
      }
      if (sizeBytes < 0 || sizeBytes >= MOST_BYTES) {
        throw new InvalidOpException(
            "size " + Long.toUnsignedString(sizeBytes),
            "less than 4 GiB in a protobuf recording that numbers its blocks");
      }
      return (name + 1) * MOST_BYTES;
    }
  }

  /** Goes through a file record by record. */
  private static final class Reading {
    private final RecordingInput recording;
    private final BadRecordHandler bad;
    private final HeapEventSink events;
    private final boolean inFields;
    private final Call call = new Call();
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private long before; // bytes of the file in front of the buffer

    Reading(RecordingInput recording, HeapEventSink events, boolean inFields) {
      this.recording = recording;
      this.events = events;
      this.inFields = inFields;
      bad = recording.bad();
    }

    void readAll() throws IOException {
      while (readOne()) {
        // all is done in the condition
      }
    }

    private boolean readOne() throws IOException {
      long offset = before + at;
      int first = next();
      if (first < 0) {
        return false;
      }
      if (inFields && first == COUNT_FIELD) {
        return skipNumber(offset);
      }
      if (inFields && first != RECORD_FIELD) {
        bad.refuseAt(offset, "protobuf field tag " + first, "a protobuf record, field 1");
        return false;
      }
      int length = inFields ? next() : first;
      if (length < 0 || length > MAX_RECORD_BYTES) {
        bad.refuseAt(
            offset, length < 0 ? "the end of the file" : "length " + length, "a protobuf record");
        return false;
      }
      return readRecord(offset, length);
    }

    private boolean readRecord(long offset, int length) throws IOException {
      byte[] record = new byte[length];
      for (int i = 0; i < length; i++) {
        int next = next();
        if (next < 0) {
          bad.refuseAt(offset, "the end of the file inside a protobuf record", "all of it");
          return false;
        }
        record[i] = (byte) next;
      }
      if (!call.parse(record)) {
        bad.refuseAt(
            offset,
            "a protobuf record of another form",
            "malloc, free, realloc or calloc with their numbers");
        return true;
      }
      try {
        call.tell(events);
      } catch (InvalidOpException e) {
        bad.refuseAt(offset, e.found(), e.expected());
      }
      return true;
    }

    private boolean skipNumber(long offset) throws IOException {
      for (int i = 0; i < 10; i++) {
        int next = next();
        if (next < 0) {
          bad.refuseAt(offset, "the end of the file inside a protobuf number", "all of it");
          return false;
        }
        if (next < 0x80) {
          return true;
        }
      }
      bad.refuseAt(offset, "a protobuf number of more than 64 bits", "a varint");
      return false;
    }

    /** The next byte; −1 at the end. */
    private int next() throws IOException {
      if (at == filled) {
        before += filled;
        at = 0;
        filled = Math.max(0, read());
      }
      return filled == 0 ? -1 : buffer[at++] & 0xff;
    }

    private int read() throws IOException {
      try {
        return recording.input().read(buffer, 0, buffer.length);
      } catch (DamagedInputException e) {
        TraceFormatException refusal =
            TraceFormatException.atOffset(bad.file(), before, e.getMessage(), "a whole file");
        refusal.initCause(e);
        throw refusal;
      }
    }
  }
}
