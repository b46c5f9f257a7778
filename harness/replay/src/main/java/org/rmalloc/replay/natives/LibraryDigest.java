// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a library by its content. */
public final class LibraryDigest {
  private LibraryDigest() {}

  /** The SHA-256 of a file in lower-case hexadecimal; empty when it cannot be read. */
  public static String sha256(Path file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (IOException e) {
      return "";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
