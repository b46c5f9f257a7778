package org.rmalloc.cli;

import java.util.ArrayList;
import java.util.List;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.ArenaContender;
import org.rmalloc.replay.contender.ContenderSelection;
import picocli.CommandLine.Option;

/** Which contenders a trace is replayed against. */
final class ContenderOptions {
  private static final List<String> ALL = List.of("arena");

  @Option(
      names = {"-a", "--allocator", "--allocators"},
      paramLabel = "CONTENDERS",
      description = {
        "Which contenders, in this order, separated by commas: NAME, or LABEL=NAME:OPTION=VALUE:…",
        "so that an allocator can compete with several options. 'arena' stands for all, which is",
        "the default."
      })
  private List<String> lists = ALL;

  @Option(
      names = "--option",
      paramLabel = "NAME.option=VALUE",
      description = {
        "An option of all contenders of the allocator NAME, or of the one labelled NAME;",
        "'rmalloc allocators' lists them."
      })
  private List<String> options = new ArrayList<>();

  List<ArenaContender> contenders() {
    return ContenderSelection.parse(Allocators.onClassPath(), lists, options);
  }
}
