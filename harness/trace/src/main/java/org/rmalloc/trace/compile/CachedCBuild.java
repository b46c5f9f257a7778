// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.compile;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rmalloc.trace.file.TemporaryFolder;

/**
 * Compiled C code: built from sources by the machine's compiler on first use, in a few seconds, and
 * kept in a folder for each version of sources, compiler and what it is linked with.
 *
 * <p>Threads and processes may ask for it at once: one builds it, the others wait. What a killed
 * builder, another user or a library since removed has left unusable is built anew. Thread-safe.
 */
public final class CachedCBuild {
  private static final String LOCK = ".lock";
  private static final Object ONE_THREAD_AT_A_TIME = new Object();

  private final Path cache;
  private final String compiler;
  private final BundledCSources sources;

  private CachedCBuild(Path cache, String compiler, BundledCSources sources) {
    this.cache = cache;
    this.compiler = compiler;
    this.sources = sources;
  }

  /**
   * What sources make, by the compiler that {@code CC} names, {@code cc} unless set.
   *
   * @param cache where it is kept
   */
  public static CachedCBuild in(Path cache, BundledCSources sources) {
    String compiler = System.getenv().getOrDefault("CC", "cc");
    return new CachedCBuild(cache.toAbsolutePath(), compiler, sources);
  }

  /** Where it is kept. */
  public Path cache() {
    return cache;
  }

  /**
   * What the compiler says of its version, in one line.
   *
   * @throws CBuildException when there is none
   */
  public String compilerVersion() throws CBuildException {
    return SystemCommandRunner.firstLine(compiler, "--version")
        .orElseThrow(
            () ->
                new CBuildException(
                    "there is no C compiler (%s); install gcc or clang, or set CC"
                        .formatted(compiler)));
  }

  /**
   * The folder of a target, which is built if need be.
   *
   * @param target what the script {@code build} is asked for
   * @param product how the name of one of its files begins
   * @param versions of what else it is made with
   * @throws CBuildException when it cannot be built, with what to install
   */
  public Path folder(String target, String product, List<String> versions) throws IOException {
    List<String> key = new ArrayList<>(versions);
    key.add(compilerVersion());
    key.add(System.getProperty("os.arch"));
    String name = target + "-" + sources.digest(key);
    Path place = cache.resolve(name);
    Path own = cache.resolve(name + "-" + UserCacheFolder.userId());
    Optional<Path> built = usable(product, place, own);
    return built.isPresent() ? built.get() : build(target, product, place, own);
  }

  private Path build(String target, String product, Path place, Path own) throws IOException {
    Files.createDirectories(cache);
    synchronized (ONE_THREAD_AT_A_TIME) {
      try (Closeable _ = lock()) {
        Optional<Path> built = usable(product, place, own);
        return built.isPresent() ? built.get() : buildAlone(target, product, place, own);
      }
    }
  }

  /**
   * Of processes, too, where files can be locked; where not, each builds, and the first one wins.
   */
  private Closeable lock() {
    try {
      FileChannel channel =
          FileChannel.open(
              cache.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.lock();
      return channel;
    } catch (IOException e) {
      return () -> {};
    }
  }

  /** Builds beside the place, then renames. */
  private Path buildAlone(String target, String product, Path place, Path own) throws IOException {
    Path draft = Files.createTempDirectory(cache, "building-");
    try {
      sources.extract(draft);
      Path out = draft.resolve("out");
      compile(target, product, draft, out);
      Path free = isCleared(place, draft.resolve("unusable")) ? place : own;
      if (free.equals(own) && !isCleared(own, draft.resolve("own"))) {
        throw new CBuildException(own + ": cannot be replaced; delete it");
      }
      return move(product, out, free);
    } finally {
      TemporaryFolder.delete(draft);
    }
  }

  private static Path move(String product, Path out, Path place) throws IOException {
    try {
      return Files.move(out, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (isUsable(product, place)) {
        return place; // of another process, with no lock between the two
      }
      throw e;
    }
  }

  private void compile(String target, String product, Path folder, Path out) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "build", target, out.toString());
    builder.directory(folder.toFile()).environment().put("CC", compiler);
    SystemCommandRunner.Said said = SystemCommandRunner.run(builder);
    if (said.status() != 0) {
      throw new CBuildException("cannot build %s: %s".formatted(product, said.text()));
    }
  }

  /** Whether what was at a place has gone: what another user has made stays. */
  private static boolean isCleared(Path place, Path away) throws IOException {
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    try {
      Files.move(place, away, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (FileSystemException e) {
      return false;
    }
  }

  private static Optional<Path> usable(String product, Path... places) throws IOException {
    for (Path place : places) {
      if (isUsable(product, place)) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  /** Not one that was cut, that another user keeps, or whose links lead nowhere any more. */
  private static boolean isUsable(String product, Path place) throws IOException {
    if (!Files.isReadable(place) || !Files.isDirectory(place)) {
      return false;
    }
    try (Stream<Path> files = Files.list(place)) {
      List<Path> all = files.toList();
      return all.stream().allMatch(Files::isReadable)
          && all.stream().anyMatch(file -> file.getFileName().toString().startsWith(product));
    }
  }
}
