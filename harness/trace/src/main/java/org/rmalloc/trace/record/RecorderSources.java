// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The recorder's C sources, as they lie in our jar beside this class. */
final class RecorderSources {
  private static final int KEY_DIGITS = 16;
  private static final List<String> FILES =
      List.of(
          "build",
          "format/hrec.h",
          "launch/launch.c",
          "shim/control.c",
          "shim/control.h",
          "shim/deepbind.c",
          "shim/deepbind.h",
          "shim/environment.c",
          "shim/environment.h",
          "shim/exec.c",
          "shim/file.c",
          "shim/file.h",
          "shim/image.c",
          "shim/image.h",
          "shim/interpose.c",
          "shim/log.c",
          "shim/log.h",
          "shim/seccomp.c",
          "heaprec/COPYING",
          "heaprec/accesses.c",
          "heaprec/accesses.h",
          "heaprec/blocks.c",
          "heaprec/blocks.h",
          "heaprec/heaprec.c",
          "heaprec/record.c",
          "heaprec/record.h");

  private final Map<String, byte[]> contents;

  private RecorderSources(Map<String, byte[]> contents) {
    this.contents = contents;
  }

  static RecorderSources load() throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    for (String file : FILES) {
      try (InputStream bytes = RecorderSources.class.getResourceAsStream("recorder/" + file)) {
        if (bytes == null) {
          throw new IllegalStateException("our jar lacks recorder/" + file);
        }
        contents.put(file, bytes.readAllBytes());
      }
    }
    return new RecorderSources(contents);
  }

  /** Writes the files into a folder. */
  void extract(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
  }

  /** A name for what these sources and some words make. */
  String digest(List<String> words) {
    MessageDigest digest = sha256();
    contents.forEach(
        (name, bytes) -> {
          digest.update(name.getBytes(StandardCharsets.UTF_8));
          digest.update(bytes);
        });
    words.forEach(word -> digest.update(("\0" + word).getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest()).substring(0, KEY_DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
