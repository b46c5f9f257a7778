package org.rmalloc.replay.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rmalloc.replay.contender.NativeContender;

/** The malloc libraries of this machine. Nothing is loaded to find them. */
public final class NativeLibraries {
  /** What the C library's own malloc is called. */
  public static final String GLIBC = "glibc";

  private static final String UNKNOWN = "unknown";

  private static final List<Known> KNOWN =
      List.of(
          new Known("jemalloc", List.of("libjemalloc.so.2"), "libjemalloc2"),
          new Known(
              "tcmalloc",
              List.of("libtcmalloc_minimal.so.4", "libtcmalloc.so.4"),
              "libtcmalloc-minimal4"),
          new Known("mimalloc", List.of("libmimalloc.so.3", "libmimalloc.so.2"), "libmimalloc2.0"),
          new Known("tbbmalloc", List.of("libtbbmalloc_proxy.so.2"), "libtbbmalloc2"));

  private final Map<String, Path> fileOf;

  /**
   * A library that is looked for.
   *
   * @param sonames the first that is installed counts
   * @param debianPackage what to install where there is none
   */
  public record Known(String name, List<String> sonames, String debianPackage) {}

  private NativeLibraries(Map<String, Path> fileOf) {
    this.fileOf = fileOf;
  }

  /** Those that the dynamic linker of this machine knows: about 10 ms. */
  public static NativeLibraries ofThisMachine() {
    Optional<String> listing =
        Stream.of("ldconfig", "/sbin/ldconfig", "/usr/sbin/ldconfig")
            .flatMap(command -> Commands.output(command, "-p").stream())
            .findFirst();
    return new NativeLibraries(LinkerCache.parse(listing.orElse("")));
  }

  /** Those that {@code ldconfig -p} printed. */
  static NativeLibraries in(String linkerCache) {
    return new NativeLibraries(LinkerCache.parse(linkerCache));
  }

  /** This system's own malloc, and each known library that is installed. */
  public List<NativeContender> installed() {
    List<NativeContender> installed = new ArrayList<>();
    installed.add(new NativeContender(GLIBC, Optional.empty(), versionOfSystem()));
    for (Known known : KNOWN) {
      file(known).map(file -> contender(known.name(), file)).ifPresent(installed::add);
    }
    return installed;
  }

  /** The known libraries that are not installed. */
  public List<Known> missing() {
    return KNOWN.stream().filter(known -> file(known).isEmpty()).toList();
  }

  /**
   * A library by its file, as {@code --native NAME=FILE} names it.
   *
   * @throws NativeException when there is no such file
   */
  public static NativeContender byFile(String name, Path file) throws NativeException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new NativeException("%s: %s: no file that can be read".formatted(name, file));
    }
    return contender(name, file.toAbsolutePath().normalize());
  }

  private Optional<Path> file(Known known) {
    return known.sonames().stream().map(fileOf::get).filter(file -> file != null).findFirst();
  }

  private static NativeContender contender(String name, Path file) {
    return new NativeContender(name, Optional.of(file), versionOf(file));
  }

  /** Of the package that the file belongs to; else what its own name ends with. */
  private static String versionOf(Path file) {
    return realPath(file).flatMap(NativeLibraries::packageVersion).orElseGet(() -> suffix(file));
  }

  private static Optional<String> packageVersion(Path file) {
    return Commands.output("dpkg-query", "-S", file.toString())
        .map(owner -> owner.lines().findFirst().orElse("").replaceFirst(": .*", ""))
        .flatMap(owner -> Commands.output("dpkg-query", "-W", "-f", "${Version}", owner));
  }

  private static String suffix(Path file) {
    String name = realPath(file).orElse(file).getFileName().toString();
    int at = name.indexOf(".so.");
    return at < 0 ? UNKNOWN : name.substring(at + ".so.".length());
  }

  private static Optional<Path> realPath(Path file) {
    try {
      return Optional.of(file.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String versionOfSystem() {
    return Commands.output("getconf", "GNU_LIBC_VERSION")
        .map(said -> said.replaceFirst("^glibc ", ""))
        .orElse(UNKNOWN);
  }
}
