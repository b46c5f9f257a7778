// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rmalloc.replay.MeasuringVersion;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.contender.PlannerContender;

/**
 * What code a result is of: a digest of the contender's jar or library and of the measuring
 * version. A new build of an allocator is another implementation, and is measured anew.
 *
 * <p>Reads each jar, or folder of classes, once. Thread-safe.
 */
public final class CodeDigests {
  /** Hexadecimal digits of an implementation in a file's name. */
  static final int DIGITS = 16;

  private final Map<String, String> byLocation = new HashMap<>();

  /** The implementation of a contender: {@link #DIGITS} hexadecimal digits. */
  public synchronized String of(Contender contender) {
    return switch (contender) {
      case JavaAllocatorContender arena -> of(arena.provider().getClass());
      case PlannerContender planned -> of(planned.provider().getClass());
      case NativeContender library ->
          library.library().isPresent()
              ? ofPath(library.library().get())
              : digits(bytes(library.version()));
    };
  }

  private String of(Class<?> provider) {
    CodeSource source = provider.getProtectionDomain().getCodeSource();
    if (source == null) {
      return digits(bytes(provider.getName()));
    }
    try {
      return ofPath(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(source.getLocation() + " is no place of classes", e);
    }
  }

  private String ofPath(Path path) {
    return byLocation.computeIfAbsent(path.toString(), _ -> digits(contents(path)));
  }

  private static byte[] contents(Path path) {
    try {
      return Files.isDirectory(path) ? ofFolder(path) : ofFile(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the names and contents of all files. */
  private static byte[] ofFolder(Path folder) throws IOException {
    MessageDigest all = sha256();
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      all.update(bytes(folder.relativize(file).toString()));
      all.update(ofFile(file));
    }
    return all.digest();
  }

  private static byte[] ofFile(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
        digest.update(buffer, 0, got);
      }
    }
    return digest.digest();
  }

  private static String digits(byte[] contents) {
    MessageDigest digest = sha256();
    digest.update(bytes("measuring version " + MeasuringVersion.CURRENT + "\n"));
    return HexFormat.of().formatHex(digest.digest(contents)).substring(0, DIGITS);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
