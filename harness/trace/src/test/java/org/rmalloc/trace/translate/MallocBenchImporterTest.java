// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.mapping.HeapEventSink;
import org.rmalloc.trace.mapping.MappingOracle;
import org.rmalloc.trace.mapping.ReallocMode;

/**
 * Traces in protocol buffers, made here byte by byte as the wire format is published. Whole, cut at
 * every byte and with every bit flipped they are held against a second reader, which takes the
 * whole file apart into fields before it looks at any.
 */
final class MallocBenchImporterTest {
  private static final int MALLOC = 1;
  private static final int FREE = 2;
  private static final int REALLOC = 3;
  private static final int CALLOC = 4;

  /** A record: its kind, then field, value, field, value … */
  private static byte[] record(int kind, long... fields) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i += 2) {
      body.write((int) fields[i] << 3);
      varint(body, fields[i + 1]);
    }
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.write(kind << 3 | 2);
    record.write(body.size());
    record.writeBytes(body.toByteArray());
    return record.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      out.write((int) ((rest & 0x7f) | 0x80));
    }
    out.write((int) rest);
  }

  private static List<byte[]> records() {
    return List.of(
        record(MALLOC, 1, 0, 2, 100),
        record(CALLOC, 1, 1, 2, 3, 3, 5),
        record(MALLOC, 1, 0x7f0c33502040L, 2, 64, 3, 4096),
        record(REALLOC, 1, 2, 2, 0, 3, 300),
        record(MALLOC, 2, 1L << 62), // failed
        record(CALLOC, 1, 9, 2, -1, 3, 2), // cannot have been
        record(FREE, 1, 1, 2, 15, 3, 16),
        record(FREE), // of nothing
        record(REALLOC, 1, 3, 3, 7),
        record(REALLOC, 2, 3, 3, 0), // frees
        record(MALLOC, 1, 4, 2, 0),
        record(FREE, 1, 77),
        record(MALLOC, 1, 5, 2, 8, 3, 48),
        record(FREE, 1, 0x7f0c33502040L),
        record(FREE, 1, 2));
  }

  private static byte[] file(boolean inFields) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] record : records()) {
      if (inFields) {
        file.write(1 << 3 | 2);
      }
      file.write(record.length);
      file.writeBytes(record);
    }
    if (inFields) {
      file.write(2 << 3);
      varint(file, 300);
    }
    return file.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isReadPlainAndCompressed(boolean inFields) throws IOException {
    byte[] file = file(inFields);
    List<String> expected =
        List.of(
            "0 N 4294967296 100",
            "1 N 8589934592 15",
            "ALIGNMENT 4096",
            "2 N " + 0x7f0c33502040L + " 64",
            "0 R 12884901888 300",
            "1 F 8589934592 0",
            "3 N 17179869184 7",
            "3 F 17179869184 0",
            "4 N 21474836480 0",
            "ALIGNMENT 64", // the next power of two
            "5 N 25769803776 8",
            "2 F " + 0x7f0c33502040L + " 0",
            "0 F 12884901888 0");
    assertEquals(expected, read(file, false).ops());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(file);
    }
    assertEquals(expected, read(packed.toByteArray(), false).ops());
    check(file, "whole");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cutAnywhereItIsReadAsTheWireFormatSays(boolean inFields) throws IOException {
    byte[] file = file(inFields);
    int first = 1 + records().getFirst().length + (inFields ? 1 : 0);
    for (int length = first; length < file.length; length++) {
      check(Arrays.copyOf(file, length), "cut to " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withAnyBitFlippedItIsReadAsTheWireFormatSays(boolean inFields) throws IOException {
    byte[] file = file(inFields);
    int first = 1 + records().getFirst().length + (inFields ? 1 : 0);
    for (int bit = 8 * first; bit < 8 * file.length; bit++) {
      byte[] flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      check(flipped, "bit " + bit);
    }
  }

  @Test
  void whatIsAnotherFileIsNotRecognized() {
    for (String text : List.of("\n\4\n\2\n\n", "hello", "\n", "\b\1", "\2\n\3")) {
      byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
      assertTrue(read(bytes, false).refused(), text);
    }
  }

  /** What a file comes to. */
  private record Outcome(List<String> ops, boolean refused) {}

  private static void check(byte[] file, String what) {
    Outcome expected = new Naive(file).read();
    Outcome strict = read(file, Optional.of("protobuf"));
    assertEquals(expected.refused(), strict.refused(), what);
    assertEquals(expected.ops(), strict.ops(), what);
  }

  private static Outcome read(byte[] file, boolean named) {
    return read(file, named ? Optional.of("protobuf") : Optional.empty());
  }

  private static Outcome read(byte[] file, Optional<String> from) {
    List<String> ops = new ArrayList<>();
    TranslationSettings options = new TranslationSettings(from, ReallocMode.RESIZE, false, false);
    try (DecompressedInput input = DecompressedInput.of("x", new ByteArrayInputStream(file))) {
      RecordingTranslation.translate(
          input,
          options,
          new OpSink() {
            @Override
            public void add(OpKind kind, int handle, long address, long size) {
              String place = Long.toUnsignedString(address);
              ops.add(handle + " " + kind.letter() + " " + place + " " + size);
            }

            @Override
            public void mark(OpAnnotationKind mark, long value) {
              ops.add(mark + " " + value);
            }
          });
      return new Outcome(ops, false);
    } catch (TraceFormatException e) {
      return new Outcome(ops, true);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The second reader: takes fields as they come, then asks what they are. */
  private static final class Naive {
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(64);

    private final byte[] bytes;
    private final MappingOracle oracle = new MappingOracle(ReallocMode.RESIZE);

    Naive(byte[] bytes) {
      this.bytes = bytes;
    }

    Outcome read() {
      boolean refused = false;
      try {
        readFile();
      } catch (InvalidOpException e) {
        refused = true;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      return new Outcome(oracle.ops(), refused);
    }

    /** A file of fields begins with 10, a length and a record that fits into it. */
    private void readFile() throws IOException {
      boolean inFields =
          bytes.length > 3 && bytes[0] == 10 && bytes[1] == bytes[3] + 2 && (bytes[2] & 7) == 2;
      int at = 0;
      while (at < bytes.length) {
        if (inFields && bytes[at] == 16) {
          at = number(at + 1, bytes.length).next;
          continue;
        }
        at += inFields ? 1 : 0;
        if (inFields && bytes[at - 1] != 10) {
          throw bad();
        }
        int length = at < bytes.length ? bytes[at] & 0xff : 1000;
        if (length > 128 || at + 1 + length > bytes.length) {
          throw bad();
        }
        record(at + 1, at + 1 + length);
        at += 1 + length;
      }
    }

    private void record(int from, int to) throws IOException {
      if (to - from < 2 || bytes[from + 1] != to - from - 2) {
        throw bad();
      }
      Map<Integer, Long> fields = new TreeMap<>();
      for (int at = from + 2; at < to; ) {
        int tag = bytes[at];
        Varint value = number(at + 1, to);
        boolean known = tag == 8 || tag == 16 || tag == 24;
        if (!known || fields.put(tag / 8, value.value) != null) {
          throw bad();
        }
        at = value.next;
      }
      tell(bytes[from], fields);
    }

    private record Varint(long value, int next) {}

    private Varint number(int from, int to) {
      BigInteger value = BigInteger.ZERO;
      for (int at = from; at < to && at < from + 10; at++) {
        BigInteger digits = BigInteger.valueOf(bytes[at] & 127);
        value = value.or(digits.shiftLeft(7 * (at - from)));
        if (bytes[at] >= 0) {
          if (value.compareTo(LIMIT) >= 0 && to != bytes.length) {
            throw bad();
          }
          return new Varint(value.longValue(), at + 1);
        }
      }
      throw bad();
    }

    private void tell(int tag, Map<Integer, Long> fields) throws IOException {
      HeapEventSink events = oracle;
      long size = fields.getOrDefault(tag == 10 ? 2 : 3, 0L);
      switch (tag) {
        case 10 -> {
          long address = place(fields.get(1), size);
          String asked = unsigned(fields.getOrDefault(3, 0L)).toString();
          events.mark(OpAnnotationKind.ALIGNMENT, NaiveReader.alignment(asked));
          events.allocated(address, size);
        }
        case 18 -> events.freed(place(fields.get(1), 0));
        case 26 -> {
          if (fields.get(1) == null && size == 0) {
            events.freed(place(fields.get(2), 0));
          } else {
            events.resized(place(fields.get(2), 0), place(fields.get(1), size), size);
          }
        }
        case 34 -> {
          BigInteger all = unsigned(size).multiply(unsigned(fields.getOrDefault(2, 0L)));
          if (all.compareTo(LIMIT) < 0) {
            events.allocated(place(fields.get(1), all.longValue()), all.longValue());
          }
        }
        default -> throw bad();
      }
    }

    private static BigInteger unsigned(long value) {
      return new BigInteger(Long.toUnsignedString(value));
    }

    private static long place(Long name, long size) {
      if (name == null) {
        return 0;
      }
      if (unsigned(name).bitLength() > 31) {
        return name;
      }
      if (unsigned(size).bitLength() > 32) {
        throw bad();
      }
      return (name + 1) << 32;
    }

    private static InvalidOpException bad() {
      return new InvalidOpException("something", "something else");
    }
  }
}
