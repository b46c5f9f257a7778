// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as bytes, each of its words with a zero behind it. What Java has made text of, which
 * loses bytes that are none in the user's locale, is looked up in what this process was started
 * with.
 */
final class RawCommandBytes {
  private RawCommandBytes() {}

  /** The bytes of a command, which may be the last words that this process was started with. */
  static byte[] of(List<String> command) throws IOException {
    Path own = Path.of("/proc/self/cmdline");
    return of(command, Files.isReadable(own) ? Files.readAllBytes(own) : new byte[0], charset());
  }

  /**
   * The same.
   *
   * @param started the words of this process, a zero behind each
   * @param charset by which Java has made text of them
   */
  static byte[] of(List<String> command, byte[] started, Charset charset) {
    List<byte[]> words = split(started);
    int from = words.size() - command.size();
    boolean same = from >= 0;
    for (int i = 0; same && i < command.size(); i++) {
      same = new String(words.get(from + i), charset).equals(command.get(i));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < command.size(); i++) {
      byte[] word = same ? words.get(from + i) : command.get(i).getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(word);
      bytes.write(0);
    }
    return bytes.toByteArray();
  }

  private static List<byte[]> split(byte[] bytes) {
    List<byte[]> words = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        words.add(java.util.Arrays.copyOfRange(bytes, from, i));
        from = i + 1;
      }
    }
    return words;
  }

  private static Charset charset() {
    String name = System.getProperty("sun.jnu.encoding");
    return name != null && Charset.isSupported(name)
        ? Charset.forName(name)
        : StandardCharsets.UTF_8;
  }
}
