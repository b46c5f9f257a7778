// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.hrec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.file.BadRecordHandler;
import org.rmalloc.trace.mapping.HeapEventSink;

/** Makes and reads files in memory. */
final class HrecFiles {
  private static final OpKind[] ACCESSES = {OpKind.LOAD, OpKind.STORE, OpKind.MODIFY};

  private HrecFiles() {}

  /** A finished file of random records; of version 2, with marks, if the seed is even. */
  static byte[] file(long seed, int count) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> notes = List.of("recorder=test");
    try (HrecWriter writer =
        seed % 2 == 0 ? HrecWriter.marked(out, notes) : new HrecWriter(out, notes)) {
      writer.note("exit=0");
      feed(seed, count, writer);
    }
    return out.toByteArray();
  }

  /** The records of that file. */
  static List<String> records(long seed, int count) throws IOException {
    RecordText text = new RecordText();
    feed(seed, count, text);
    return text.lines();
  }

  static HrecReader read(byte[] file, boolean lenient, HeapEventSink events) throws IOException {
    HrecReader reader =
        new HrecReader(
            new ByteArrayInputStream(file)::read, new BadRecordHandler("x.hrec", lenient));
    reader.readTo(events);
    return reader;
  }

  /** Random records, with numbers of every width. */
  private static void feed(long seed, int count, HeapEventSink events) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      if (seed % 2 == 0 && random.nextInt(4) == 0) {
        feedMark(random, events);
        continue;
      }
      long address = number(random, 64);
      switch (random.nextInt(6)) {
        case 0 -> events.allocated(address, number(random, 63));
        case 1 -> events.freed(address);
        case 2 -> events.resized(address, number(random, 64), number(random, 63));
        default -> events.accessed(ACCESSES[random.nextInt(3)], address, accessSize(random));
      }
    }
  }

  /** A record that version 1 does not have. */
  private static void feedMark(SplittableRandom random, HeapEventSink events) throws IOException {
    switch (random.nextInt(3)) {
      case 0 -> events.mark(OpAnnotationKind.THREAD, number(random, 31));
      case 1 -> events.mark(OpAnnotationKind.CLOCK, number(random, 63));
      default -> {
        events.mark(OpAnnotationKind.ALIGNMENT, 2L << random.nextInt(62));
        events.allocated(number(random, 64), number(random, 63));
      }
    }
  }

  private static long accessSize(SplittableRandom random) {
    return random.nextBoolean() ? 1L << random.nextInt(9) : number(random, 63);
  }

  private static long number(SplittableRandom random, int mostBits) {
    return random.nextLong() >>> (63 - random.nextInt(mostBits));
  }
}
