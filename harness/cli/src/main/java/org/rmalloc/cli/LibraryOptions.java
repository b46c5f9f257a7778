package org.rmalloc.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.rmalloc.replay.Measures;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.trace.UsageException;
import picocli.CommandLine.Option;

/** What malloc libraries alone have: their files, and how they are measured. */
final class LibraryOptions {
  @Option(
      names = "--native",
      paramLabel = "NAME=FILE",
      description =
          "A malloc library of your own, such as mine=build/libmine.so; it competes "
              + "beside those of -a.")
  private List<String> named = new ArrayList<>();

  @Option(
      names = "--count",
      description =
          "Count the instructions of malloc libraries, too: under callgrind, 50 times as "
              + "slow as a replay.")
  private boolean counts;

  /** The contenders that some options name. */
  List<Contender> contenders(ContenderOptions options) throws IOException {
    List<Contender> selected = options.contenders(named);
    if (counts && selected.stream().noneMatch(LibraryOptions::isLibrary)) {
      throw new UsageException(
          "--count: no malloc library competes; drop it, or name one after -a");
    }
    if (counts && new Tool("", List.of("valgrind"), "--version", "").find().isEmpty()) {
      throw new UsageException("--count: there is no valgrind: apt-get install valgrind");
    }
    return selected;
  }

  /** Some measures, and those of malloc libraries that are asked for. */
  Measures with(Measures measures) {
    return counts ? measures.withNatives(measures.natives().counting()) : measures;
  }

  private static boolean isLibrary(Contender contender) {
    return contender.kind() == Contender.Kind.NATIVE;
  }
}
