// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.compile;

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

/** Sources in C, as they are in one of our jars, with the script {@code build} among them. */
public final class BundledCSources {
  private static final int KEY_DIGITS = 16;

  private final Map<String, byte[]> contents;

  private BundledCSources(Map<String, byte[]> contents) {
    this.contents = contents;
  }

  /**
   * Reads them.
   *
   * @param owner the class beside which they are
   * @param folder that they are in there
   * @param names within that folder
   */
  public static BundledCSources of(Class<?> owner, String folder, List<String> names)
      throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    for (String name : names) {
      try (InputStream bytes = owner.getResourceAsStream(folder + "/" + name)) {
        if (bytes == null) {
          throw new IllegalStateException("our jar lacks " + folder + "/" + name);
        }
        contents.put(name, bytes.readAllBytes());
      }
    }
    return new BundledCSources(contents);
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
