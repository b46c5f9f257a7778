// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.file;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.rmalloc.trace.TraceFormatException;

/**
 * The uncompressed bytes of a file or of standard input, and their SHA-256. Gzip and zstd are known
 * by their first bytes, whatever the name. Not thread-safe.
 */
public final class DecompressedInput implements Closeable {
  private static final int MAGIC_LENGTH = 4;
  private static final int BUFFER_BYTES = 1 << 16;

  private final String name;
  private final Optional<Path> path;
  private final InputStream bytes;
  private final MessageDigest digest = sha256Digest();
  private byte[] peeked = {};
  private int peekedFrom;
  private DamagedInputException damage;
  private long count;

  private DecompressedInput(String name, Optional<Path> path, InputStream raw) throws IOException {
    this.name = name;
    this.path = path;
    bytes = uncompressed(name, raw);
  }

  /**
   * Opens a file.
   *
   * @throws TraceFormatException when there is none, or it is a directory
   */
  public static DecompressedInput open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw TraceFormatException.ofFile(file.toString(), "a directory", "a file");
    }
    if (!Files.exists(file)) {
      throw TraceFormatException.ofFile(file.toString(), "no such file", "a file");
    }
    return of(file.toString(), Optional.of(file), Files.newInputStream(file));
  }

  /** Reads a stream, which is closed with it; {@code name} is for messages. */
  public static DecompressedInput of(String name, InputStream raw) throws IOException {
    return of(name, Optional.empty(), raw);
  }

  private static DecompressedInput of(String name, Optional<Path> path, InputStream raw)
      throws IOException {
    try {
      return new DecompressedInput(name, path, raw);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** The file as it was named, for messages. */
  public String name() {
    return name;
  }

  /** The file, where it is one, for those that lie beside it. */
  public Optional<Path> path() {
    return path;
  }

  /**
   * Looks at the start of the bytes that are not read yet.
   *
   * @return {@code length} bytes, or fewer where the input ends or is damaged
   */
  public byte[] peek(int length) throws IOException {
    byte[] more = new byte[length];
    int filled = Math.max(0, take(more, 0, length));
    try {
      for (int got; filled < length && (got = readBytes(more, filled, length - filled)) > 0; ) {
        filled += got;
      }
    } catch (DamagedInputException e) {
      // whoever reads up to there is told
    }
    peeked = Arrays.copyOf(more, filled);
    peekedFrom = 0;
    return peeked.clone();
  }

  /**
   * Reads at least one byte into {@code target}.
   *
   * @return how many; −1 at the end
   * @throws DamagedInputException when compressed input ends early or was altered
   */
  public int read(byte[] target, int offset, int length) throws IOException {
    int got = take(target, offset, length);
    if (got < 0) {
      got = readBytes(target, offset, length);
    }
    if (got > 0) {
      digest.update(target, offset, got);
      count += got;
    }
    return got;
  }

  /** Bytes read so far. */
  public long byteCount() {
    return count;
  }

  /** The digest of all that was read, in lower-case hexadecimal. To be asked once, at the end. */
  public String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * The digest of the whole input, of which what was not read yet is read.
   *
   * @throws DamagedInputException when compressed input ends early or was altered
   */
  public String sha256OfAll() throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int got = 0;
    while (got >= 0) {
      got = read(buffer, 0, buffer.length);
    }
    return sha256();
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  /** Takes what was peeked at, if anything is left of it; −1 if not. */
  private int take(byte[] target, int offset, int length) {
    int got = Math.min(length, peeked.length - peekedFrom);
    System.arraycopy(peeked, peekedFrom, target, offset, got);
    peekedFrom += got;
    return got == 0 ? -1 : got;
  }

  private int readBytes(byte[] target, int offset, int length) throws IOException {
    if (damage != null) {
      throw damage;
    }
    try {
      return bytes.read(target, offset, length);
    } catch (DamagedInputException e) {
      damage = e;
      throw e;
    }
  }

  /** A frame of zstd that holds no data, with which pzstd begins its files (RFC 8878, 3.1.2). */
  private static boolean isSkippableFrame(byte[] magic) {
    return magic.length == MAGIC_LENGTH
        && (magic[0] & 0xf0) == 0x50
        && magic[1] == 0x2a
        && magic[2] == 0x4d
        && magic[3] == 0x18;
  }

  private static InputStream uncompressed(String name, InputStream raw) throws IOException {
    byte[] magic = raw.readNBytes(MAGIC_LENGTH);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(magic), raw);
    if (startsWith(magic, 0x1f, 0x8b)) {
      return new GzipInput(whole);
    }
    if (startsWith(magic, 0x28, 0xb5, 0x2f, 0xfd) || isSkippableFrame(magic)) {
      ZstdLibraryLoader.load();
      return new ZstdInput(whole);
    }
    Optional<String> foreign = UnsupportedEncodings.of(magic);
    if (foreign.isPresent()) {
      throw TraceFormatException.ofFile(name, foreign.get(), UnsupportedEncodings.EXPECTED);
    }
    return whole;
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
