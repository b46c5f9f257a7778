// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.hrec;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first records of the parent's recording, from which those of a forked process go on: it began
 * with its parent's heap.
 *
 * @param file the parent's recording, a name in the folder of the child's
 * @param records how many of the parent's records are the child's too, the parent's own history not
 *     counted
 * @param sha256 of the parent's finished recording, uncompressed; none while that is not finished
 */
public record ParentRecordingReference(String file, long records, Optional<String> sha256) {
  private static final int LEAST_RECORDS = 0;

  /** What a history block says; nothing where it is none. */
  static Optional<ParentRecordingReference> parse(String text) {
    String file = value(text, "file=");
    String records = value(text, "records=");
    String sha256 = value(text, "sha256=");
    if (file.isEmpty() || file.contains("/") || !records.matches("\\d{1,18}")) {
      return Optional.empty();
    }
    Optional<String> digest = sha256.isEmpty() ? Optional.empty() : Optional.of(sha256);
    return Optional.of(
        new ParentRecordingReference(unescaped(file), Long.parseLong(records), digest));
  }

  private static String value(String text, String key) {
    return text.lines()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .map(line -> line.substring(key.length()))
        .orElse("");
  }

  private static String unescaped(String value) {
    return value.replace("\\n", "\n").replace("\\\\", "\\");
  }

  /**
   * Makes a file say that it goes on from here, in place of what it said.
   *
   * @param child a recording that has a history block
   */
  public void writeTo(Path child) throws IOException {
    byte[] text = new byte[HrecLayout.HISTORY_BYTES];
    Arrays.fill(text, (byte) '\n');
    byte[] lines = lines().getBytes(StandardCharsets.UTF_8);
    System.arraycopy(lines, 0, text, 0, lines.length);
    byte[] header = HrecLayout.header(HrecLayout.HISTORY, 0, LEAST_RECORDS, text, text.length);
    try (RandomAccessFile file = new RandomAccessFile(child.toFile(), "rw")) {
      file.seek(HrecLayout.FILE_HEADER_BYTES);
      file.write(header);
      file.write(text);
    }
  }

  private String lines() {
    String name = file.replace("\\", "\\\\").replace("\n", "\\n");
    String digest = sha256.map(hex -> "sha256=" + hex + "\n").orElse("");
    return "file=%s\nrecords=%d\n%s".formatted(name, records, digest);
  }
}
