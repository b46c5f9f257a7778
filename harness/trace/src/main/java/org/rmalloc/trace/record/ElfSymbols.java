// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * The symbols of a 64-bit ELF file, of its dynamic table and, unless it was stripped, of the other
 * one. Layout: "System V Application Binary Interface", chapters 4 and 5.
 */
final class ElfSymbols {
  private static final int ELF_MAGIC = 0x464c457f; // read little-endian
  private static final int CLASS_64 = 2;
  private static final int SYMBOLS = 2; // a section's type
  private static final int DYNAMIC_SYMBOLS = 11;
  private static final int SYMBOL_BYTES = 24;
  private static final int MAX_NAME = 128;

  private final Map<String, Boolean> definedByName = new HashMap<>();

  private ElfSymbols() {}

  /** The symbols of a file; none where it is no such file, or damaged. */
  static ElfSymbols of(Path file) {
    ElfSymbols symbols = new ElfSymbols();
    try (FileChannel channel = FileChannel.open(file)) {
      symbols.read(
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE))
              .order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
      return symbols; // as far as they could be read
    }
    return symbols;
  }

  /** Whether a name is there, and whether it is defined in the file itself, as a predicate says. */
  boolean any(BiPredicate<String, Boolean> nameAndDefined) {
    return definedByName.entrySet().stream()
        .anyMatch(entry -> nameAndDefined.test(entry.getKey(), entry.getValue()));
  }

  private void read(ByteBuffer file) {
    if (file.limit() < 64 || file.getInt(0) != ELF_MAGIC || file.get(4) != CLASS_64) {
      return;
    }
    long sections = file.getLong(40);
    int size = Short.toUnsignedInt(file.getShort(58));
    int count = Short.toUnsignedInt(file.getShort(60));
    for (int i = 0; i < count; i++) {
      int section = Math.toIntExact(sections + (long) i * size);
      int type = file.getInt(section + 4);
      if (type == SYMBOLS || type == DYNAMIC_SYMBOLS) {
        int names = Math.toIntExact(sections + (long) file.getInt(section + 40) * size);
        readTable(file, section, Math.toIntExact(file.getLong(names + 24)));
      }
    }
  }

  private void readTable(ByteBuffer file, int section, int names) {
    int from = Math.toIntExact(file.getLong(section + 24));
    int to = Math.toIntExact(from + file.getLong(section + 32));
    for (int at = from; at + SYMBOL_BYTES <= to; at += SYMBOL_BYTES) {
      String name = name(file, names + file.getInt(at));
      boolean defined = file.getShort(at + 6) != 0;
      definedByName.merge(name, defined, Boolean::logicalOr);
    }
  }

  private static String name(ByteBuffer file, int at) {
    byte[] bytes = new byte[MAX_NAME];
    int length = 0;
    while (length < MAX_NAME && file.get(at + length) != 0) {
      bytes[length] = file.get(at + length);
      length++;
    }
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }
}
