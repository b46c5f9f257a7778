// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.rmalloc.report.points.StatsFormatException;
import org.rmalloc.trace.file.DecompressedInput;

/** The uncompressed bytes of a file, and the digest of the file as it lies on disk. */
final class DigestingInputStream extends FilterInputStream {
  private final DigestInputStream raw;

  private DigestingInputStream(DigestInputStream raw, InputStream uncompressed) {
    super(new PushbackInputStream(uncompressed));
    this.raw = raw;
  }

  static DigestingInputStream open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new StatsFormatException(file.toString(), "a directory; a file expected");
    }
    DigestInputStream raw = new DigestInputStream(Files.newInputStream(file), sha256Digest());
    return new DigestingInputStream(
        raw, new Uncompressed(DecompressedInput.of(file.toString(), new KeptOpen(raw))));
  }

  /** The next byte without taking it; −1 at the end. */
  int peek() throws IOException {
    PushbackInputStream bytes = (PushbackInputStream) in;
    int next = bytes.read();
    if (next >= 0) {
      bytes.unread(next);
    }
    return next;
  }

  /** The file's digest, in lower-case hexadecimal; to be asked once, at the end. */
  String sha256() throws IOException {
    raw.transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(raw.getMessageDigest().digest());
  }

  /** These bytes for a reader that closes what it has read, before the digest is asked for. */
  InputStream keptOpen() {
    return new KeptOpen(this);
  }

  @Override
  public void close() throws IOException {
    super.close();
    raw.close();
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static final class KeptOpen extends FilterInputStream {
    KeptOpen(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }

  private static final class Uncompressed extends InputStream {
    private final DecompressedInput bytes;

    Uncompressed(DecompressedInput bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return length == 0 ? 0 : bytes.read(target, offset, length);
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }
}
