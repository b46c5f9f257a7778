// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.contender.NativeLibraryCatalog;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.compile.SystemCommandRunner;

/**
 * The malloc libraries of this machine, and those named by their files. Nothing is loaded to find
 * them. What the dynamic linker knows is asked once, where it is needed: about 100 ms.
 */
public final class NativeLibraries implements NativeLibraryCatalog {
  /** What the C library's own malloc is called. */
  public static final String GLIBC = "glibc";

  private static final String MUSL = "musl";
  private static final String UNKNOWN = "unknown";

  private static final List<Known> KNOWN =
      List.of(
          new Known("jemalloc", List.of("libjemalloc.so.2"), "libjemalloc2"),
          new Known(
              "tcmalloc",
              List.of("libtcmalloc_minimal.so.4", "libtcmalloc.so.4"),
              "libtcmalloc-minimal4"),
          new Known("mimalloc", List.of("libmimalloc.so.3", "libmimalloc.so.2"), "libmimalloc2.0"),
          new Known("tbbmalloc", List.of("libtbbmalloc_proxy.so.2"), "libtbbmalloc2"),
          new Known(ScudoLibraryLocator.NAME, List.of(), "libclang-rt-14-dev"),
          new Known(MUSL, List.of("ld-musl-x86_64.so.1", "ld-musl-aarch64.so.1"), "musl-tools"));

  private final Supplier<Map<String, Path>> linkerCache;
  private final Supplier<Optional<Path>> scudo;
  private final BooleanSupplier hasMuslCompiler;
  private final List<NativeContender> named;
  private Optional<Map<String, Path>> fileOf = Optional.empty();
  private Optional<List<NativeContender>> libraries = Optional.empty();

  /**
   * A library that is looked for.
   *
   * @param sonames the first that is installed counts; empty where the dynamic linker knows none
   * @param debianPackage what to install where there is none
   */
  public record Known(String name, List<String> sonames, String debianPackage) {
    /** How to install it. */
    public String installation() {
      return "apt-get install " + debianPackage;
    }
  }

  private NativeLibraries(
      Supplier<Map<String, Path>> linkerCache,
      Supplier<Optional<Path>> scudo,
      BooleanSupplier hasMuslCompiler,
      List<NativeContender> named) {
    this.linkerCache = linkerCache;
    this.scudo = scudo;
    this.hasMuslCompiler = hasMuslCompiler;
    this.named = named;
  }

  /** Those that the dynamic linker of this machine knows. */
  public static NativeLibraries ofThisMachine() {
    return new NativeLibraries(
        NativeLibraries::linkerCacheOfThisMachine,
        ScudoLibraryLocator::ofThisMachine,
        NativeReplayerBuild::hasMuslCompiler,
        List.of());
  }

  /** Those that {@code ldconfig -p} printed; musl only where there is a compiler for it. */
  static NativeLibraries in(String linkerCache, boolean hasMuslCompiler) {
    return new NativeLibraries(
        () -> LdconfigListingParser.parse(linkerCache),
        Optional::empty,
        () -> hasMuslCompiler,
        List.of());
  }

  private static Map<String, Path> linkerCacheOfThisMachine() {
    Optional<String> listing =
        Stream.of("ldconfig", "/sbin/ldconfig", "/usr/sbin/ldconfig")
            .flatMap(command -> SystemCommandRunner.output(command, "-p").stream())
            .findFirst();
    return LdconfigListingParser.parse(listing.orElse(""));
  }

  /**
   * These and some more; of two of a name the one given here counts.
   *
   * @param more each as {@code NAME=FILE}
   * @throws UsageException when one has another form, or a name is taken
   * @throws NativeLibraryException when there is no such file
   */
  public NativeLibraries with(List<String> more) throws NativeLibraryException {
    List<NativeContender> all = new ArrayList<>(named);
    for (String text : more) {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new UsageException(
            "--native '%s': expected NAME=FILE, such as mine=build/libmine.so".formatted(text));
      }
      String name = text.substring(0, equals);
      if (isTaken(name, all)) {
        throw new UsageException(
            "--native '%s': the name %s is taken; give another one".formatted(text, name));
      }
      all.add(byFile(name, Path.of(text.substring(equals + 1))));
    }
    return new NativeLibraries(linkerCache, scudo, hasMuslCompiler, all);
  }

  private static boolean isTaken(String name, List<NativeContender> named) {
    return name.equals(GLIBC) || named.stream().anyMatch(one -> one.name().equals(name));
  }

  /** The names of those that were added by their files. */
  public List<String> named() {
    return named.stream().map(NativeContender::name).toList();
  }

  /** This system's own malloc, each known library that is installed, and those named. */
  @Override
  public synchronized List<NativeContender> libraries() {
    if (libraries.isEmpty()) {
      libraries = Optional.of(found());
    }
    return libraries.get();
  }

  private List<NativeContender> found() {
    List<NativeContender> found = new ArrayList<>();
    found.add(glibc());
    for (Known known : KNOWN) {
      if (!named().contains(known.name())) {
        installed(known).ifPresent(found::add);
      }
    }
    found.addAll(named);
    return List.copyOf(found);
  }

  private static NativeContender glibc() {
    return new NativeContender(GLIBC, Optional.empty(), versionOfSystem());
  }

  private Optional<NativeContender> installed(Known known) {
    return file(known).map(file -> contender(known.name(), file));
  }

  /** Looks for no other: asking which package a library belongs to takes 100 ms and more. */
  @Override
  public synchronized Optional<NativeContender> library(String name) {
    if (libraries.isPresent()) {
      return NativeLibraryCatalog.super.library(name);
    }
    return name.equals(GLIBC)
        ? Optional.of(glibc())
        : named.stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .or(() -> known(name).flatMap(this::installed));
  }

  private static Optional<Known> known(String name) {
    return KNOWN.stream().filter(known -> known.name().equals(name)).findFirst();
  }

  @Override
  public Optional<String> installationOf(String name) {
    return known(name).map(Known::installation);
  }

  /** The known libraries that are not installed. */
  public List<Known> missing() {
    return KNOWN.stream().filter(known -> file(known).isEmpty()).toList();
  }

  /**
   * A library by its file, as {@code --native NAME=FILE} names it.
   *
   * @throws NativeLibraryException when there is no such file
   */
  public static NativeContender byFile(String name, Path file) throws NativeLibraryException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new NativeLibraryException("%s: %s: no file that can be read".formatted(name, file));
    }
    return contender(name, file.toAbsolutePath().normalize());
  }

  /** Empty where it cannot be measured. A program has musl's malloc only if built for musl. */
  private Optional<Path> file(Known known) {
    return switch (known.name()) {
      case ScudoLibraryLocator.NAME -> scudo.get();
      case MUSL -> linked(known).filter(_ -> hasMuslCompiler.getAsBoolean());
      default -> linked(known);
    };
  }

  private Optional<Path> linked(Known known) {
    return known.sonames().stream().map(fileOf()::get).filter(file -> file != null).findFirst();
  }

  private synchronized Map<String, Path> fileOf() {
    if (fileOf.isEmpty()) {
      fileOf = Optional.of(linkerCache.get());
    }
    return fileOf.get();
  }

  private static NativeContender contender(String name, Path file) {
    return new NativeContender(name, Optional.of(file), versionOf(file));
  }

  /**
   * Of the package that the file belongs to, which may know it by its place before {@code /lib}
   * became a link; else what its own name ends with.
   */
  private static String versionOf(Path file) {
    Path real = realPath(file).orElse(file);
    return Stream.of(real, Path.of(real.toString().replaceFirst("^/usr/lib", "/lib")))
        .flatMap(path -> packageVersion(path).stream())
        .findFirst()
        .orElseGet(() -> suffix(file));
  }

  private static Optional<String> packageVersion(Path file) {
    return SystemCommandRunner.output("dpkg-query", "-S", file.toString())
        .map(owner -> owner.lines().findFirst().orElse("").replaceFirst(": .*", ""))
        .flatMap(
            owner -> SystemCommandRunner.output("dpkg-query", "-W", "-f", "${Version}", owner));
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
    return SystemCommandRunner.output("getconf", "GNU_LIBC_VERSION")
        .map(said -> said.replaceFirst("^glibc ", ""))
        .orElse(UNKNOWN);
  }
}
