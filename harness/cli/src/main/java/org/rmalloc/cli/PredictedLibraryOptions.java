// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.ContenderParser;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.contender.NativeLibraryOptionValues;
import org.rmalloc.replay.contender.UnknownAllocatorException;
import org.rmalloc.replay.natives.NativeLibraries;
import org.rmalloc.trace.UsageException;
import picocli.CommandLine.Option;

/** The malloc libraries that a real program is run under. */
final class PredictedLibraryOptions {
  private static final String ON = "on";

  @Option(
      names = {"-a", "--allocator", "--allocators"},
      paramLabel = "LIBRARIES",
      defaultValue = "native",
      description =
          "Which malloc libraries, separated by commas: NAME, or LABEL=NAME:OPTION=VALUE:…; "
              + "'native' stands for all of this machine, which is the default. glibc is always "
              + "among them, as the one that the others are compared with.")
  private List<String> lists;

  @Option(
      names = "--native",
      paramLabel = "NAME=FILE",
      description = "A malloc library of your own, such as mine=build/libmine.so.")
  private List<String> named = new ArrayList<>();

  @Option(
      names = "--option",
      paramLabel = "NAME.option=VALUE",
      description =
          "An option of the library NAME, or of the one labelled NAME; 'rmalloc allocators' "
              + "lists them.")
  private List<String> options = new ArrayList<>();

  /**
   * The libraries, the reference first.
   *
   * @param notices takes what the user is to know
   * @throws UsageException when a contender is no malloc library
   */
  List<NativeContender> libraries(Consumer<String> notices) throws IOException {
    NativeLibraries natives = NativeLibraries.ofThisMachine().with(named);
    Allocators allocators = Allocators.onClassPath();
    List<String> all = new ArrayList<>(lists);
    List<Contender> asked = asked(allocators, natives);
    Stream.concat(Stream.of(NativeLibraries.GLIBC), natives.named().stream())
        .filter(name -> asked.stream().noneMatch(one -> one.label().equals(name)))
        .forEach(all::add);
    List<NativeContender> libraries = new ArrayList<>();
    for (Contender one : ContenderParser.parse(allocators, natives, all, options)) {
      add(one, libraries, notices);
    }
    if (libraries.size() < 2) {
      throw new UsageException(
          "-a: found only glibc; expected another malloc library, to be compared with glibc");
    }
    return libraries;
  }

  /** Where a name is unknown, the libraries alone are offered: no other contender would do. */
  private List<Contender> asked(Allocators allocators, NativeLibraries natives) {
    try {
      return ContenderParser.parse(allocators, natives, lists, List.of());
    } catch (UnknownAllocatorException e) {
      throw new UnknownAllocatorException(
          e.name(), natives.libraries().stream().map(NativeContender::name).toList());
    }
  }

  private void add(Contender contender, List<NativeContender> libraries, Consumer<String> notices) {
    if (!(contender instanceof NativeContender library)) {
      throw new UsageException(
          "-a: found '%s', expected a malloc library: no program can be run under another one"
              .formatted(contender.label()));
    }
    if (library.isMusl()) {
      notices.accept("musl: left out, since a program of glibc cannot have its malloc");
    } else {
      boolean isReference = library.label().equals(NativeLibraries.GLIBC);
      libraries.add(isReference ? 0 : libraries.size(), withHugePages(library));
    }
  }

  /** Huge pages as the system has them, which a real program gets; unless any library's is said. */
  private NativeContender withHugePages(NativeContender library) {
    String option = NativeLibraryOptionValues.HUGE_PAGES + "=";
    if (Stream.concat(lists.stream(), options.stream()).anyMatch(text -> text.contains(option))) {
      return library;
    }
    SortedMap<String, String> texts = new TreeMap<>(library.options().texts());
    texts.put(NativeLibraryOptionValues.HUGE_PAGES, ON);
    return library.as(library.label(), new NativeLibraryOptionValues(texts));
  }
}
