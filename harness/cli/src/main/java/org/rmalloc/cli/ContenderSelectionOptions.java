// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.ContenderParser;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.natives.NativeLibraries;
import org.rmalloc.trace.UsageException;
import picocli.CommandLine.Option;

/** Which contenders a trace is replayed against. */
final class ContenderSelectionOptions {
  private List<String> unasked = List.of("arena");

  @Option(
      names = {"-a", "--allocator", "--allocators"},
      paramLabel = "CONTENDERS",
      description =
          "Which contenders, in this order, separated by commas: NAME, or "
              + "LABEL=NAME:OPTION=VALUE:… so that an allocator can compete with several "
              + "options. 'arena' stands for all in an arena, which is the default; 'native' "
              + "for all malloc libraries of this machine; 'all' for both.")
  private List<String> lists;

  @Option(
      names = "--option",
      paramLabel = "NAME.option=VALUE",
      description =
          "An option of all contenders of the allocator NAME, or of the one labelled "
              + "NAME; 'rmalloc allocators' lists them.")
  private List<String> options = new ArrayList<>();

  /** These options, with malloc libraries as well where no contender is asked for. */
  ContenderSelectionOptions orAll() {
    unasked = List.of("all");
    return this;
  }

  private List<String> lists() {
    return lists == null ? unasked : lists;
  }

  /** Refuses contenders where nothing is replayed. */
  void refuse(String why) {
    if (lists != null || !options.isEmpty()) {
      throw new UsageException(
          "-a and --option have no effect here, since " + why + "; leave them out");
    }
  }

  /** The contenders, where only allocators in an arena will do. */
  List<JavaAllocatorContender> contenders() {
    return ContenderParser.parse(Allocators.onClassPath(), lists(), options);
  }

  /**
   * The contenders, malloc libraries among them.
   *
   * @param named libraries by their files, which compete even where no list names them
   */
  List<Contender> contenders(List<String> named) throws IOException {
    return contenders(named, Optional.empty());
  }

  /**
   * The same.
   *
   * @param ofLibraries an option of each malloc library, as {@code option=VALUE}
   */
  List<Contender> contenders(List<String> named, Optional<String> ofLibraries) throws IOException {
    Allocators allocators = Allocators.onClassPath();
    NativeLibraries natives = NativeLibraries.ofThisMachine().with(named);
    List<Contender> asked = ContenderParser.parse(allocators, natives, lists(), List.of());
    List<String> all = new ArrayList<>(lists());
    natives.named().stream()
        .filter(name -> asked.stream().noneMatch(one -> one.name().equals(name)))
        .forEach(all::add);
    List<String> texts = new ArrayList<>(options);
    ofLibraries.ifPresent(
        option ->
            ContenderParser.parse(allocators, natives, all, List.of()).stream()
                .filter(one -> one.kind() == Contender.Kind.NATIVE)
                .map(Contender::name)
                .distinct()
                .forEach(name -> texts.add(name + "." + option)));
    return ContenderParser.parse(allocators, natives, all, texts);
  }
}
