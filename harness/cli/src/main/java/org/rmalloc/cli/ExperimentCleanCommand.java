// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.experiment.store.ResultStoreCleaner;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.trace.CountWithNoun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rmalloc experiment clean}: removes what nobody needs from a store. */
@Command(
    name = "clean",
    description = {
      "Removes results of allocators whose code has changed since, damaged results, and "
          + "drafts that a killed run left. Not to be run while the store is being written.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ExperimentCleanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "STORE", description = "A folder that 'experiment' wrote.")
  private Path folder;

  @Option(names = "--dry-run", description = "Print what would be removed; remove nothing.")
  private boolean dry;

  @Mixin private NoticeOptions talk;

  @Override
  public Integer call() throws IOException {
    List<Path> files =
        new ResultStoreCleaner(ResultStore.open(folder), Allocators.onClassPath()).superfluous();
    if (dry) {
      files.forEach(Main.out(spec)::println);
      Main.out(spec).flush();
      return ExitCode.DONE;
    }
    ResultStoreCleaner.remove(files);
    talk.notice(CountWithNoun.of(files.size(), "file") + " removed");
    return ExitCode.DONE;
  }
}
