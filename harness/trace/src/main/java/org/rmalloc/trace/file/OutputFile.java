// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.file;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A file that appears whole or not at all: it is written beside its place and renamed by {@link
 * #commit}; closed without, it leaves nothing behind. A name that ends in {@code .gz} or {@code
 * .zst} compresses, with a checksum.
 *
 * <p>A link stays one: what it leads to is replaced. What is no file, such as a device or a named
 * pipe, is written to where it is. A write that fails says of which file.
 */
public final class OutputFile implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int ZSTD_LEVEL = 9;
  private static final int MAX_LINKS = 40; // as Linux has it

  private final Path target;
  private final Path draft;
  private final OutputStream stream;
  private boolean closed;

  private OutputFile(Path target, Path draft, OutputStream stream) {
    this.target = target;
    this.draft = draft;
    this.stream = stream;
  }

  /** Starts a file. The folder must exist; a file of that name stays as it is until the commit. */
  public static OutputFile create(Path target) throws IOException {
    return create(target, UnaryOperator.identity());
  }

  /** The same, on a disk that may be made to fail. */
  static OutputFile create(Path target, UnaryOperator<OutputStream> disk) throws IOException {
    Path place = placeOf(target);
    Path name = place.getFileName();
    if (name == null || Files.isDirectory(place)) {
      throw new IOException(target + ": found a directory; expected the name of a file to write");
    }
    Path draft = isDevice(place) ? place : draftOf(place);
    if (!draft.equals(place)) {
      draft.toFile().deleteOnExit(); // for Ctrl-C, which may come as soon as there is a file
    }
    OutputStream file = new Named(target, disk.apply(opened(target, draft)));
    try {
      return new OutputFile(place, draft, compressing(name.toString(), file));
    } catch (IOException | RuntimeException e) {
      file.close();
      drop(place, draft);
      throw e;
    }
  }

  /** A problem is said of the file that was asked for, not of the one beside it. */
  private static OutputStream opened(Path target, Path draft) throws IOException {
    try {
      return Files.newOutputStream(draft);
    } catch (NoSuchFileException e) {
      throw new IOException(target + ": its folder does not exist", e);
    } catch (AccessDeniedException e) {
      throw new IOException(target + ": permission denied", e);
    }
  }

  /**
   * Where a file is; of a link, where what it leads to is, or would be.
   *
   * @throws FileSystemLoopException when links lead to each other
   */
  public static Path placeOf(Path target) throws IOException {
    if (Files.exists(target)) {
      return target.toRealPath();
    }
    Path place = target.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(place); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(target + ": a link that leads back to itself");
      }
      place = place.resolveSibling(Files.readSymbolicLink(place));
    }
    return place;
  }

  private static boolean isDevice(Path place) {
    return Files.exists(place) && !Files.isRegularFile(place);
  }

  private static Path draftOf(Path place) {
    String end = "." + ProcessHandle.current().pid() + ".part";
    return place.resolveSibling(FileNameShortener.shortened("." + place.getFileName(), end));
  }

  /** Where to write. */
  public OutputStream stream() {
    return stream;
  }

  /** Closes the stream and gives the file its name. */
  public void commit() throws IOException {
    stream.close();
    if (!draft.equals(target)) {
      Files.move(
          draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
    closed = true;
  }

  /** Drops what was written, unless it was committed. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      stream.close();
    } finally {
      drop(target, draft);
    }
  }

  private static void drop(Path target, Path draft) throws IOException {
    if (!draft.equals(target)) {
      Files.deleteIfExists(draft);
    }
  }

  private static OutputStream compressing(String name, OutputStream file) throws IOException {
    if (name.endsWith(".gz")) {
      return new Gzip(file);
    }
    if (name.endsWith(".zst")) {
      ZstdLibraryLoader.load();
      return new ZstdOutputStreamNoFinalizer(file, ZSTD_LEVEL).setChecksum(true);
    }
    return new BufferedOutputStream(file, BUFFER_BYTES);
  }

  /** Says of which file it is that it cannot be written. */
  private static final class Named extends FilterOutputStream {
    private final Path name;

    Named(Path name, OutputStream file) {
      super(file);
      this.name = name;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw new IOException(name + ": " + e.getMessage(), e);
      }
    }
  }

  private static final class Gzip extends GZIPOutputStream {
    Gzip(OutputStream file) throws IOException {
      super(file, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
