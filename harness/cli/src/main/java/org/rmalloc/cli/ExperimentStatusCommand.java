// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rmalloc.experiment.store.ExperimentTrialList;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.experiment.store.ResultStoreStatus;
import org.rmalloc.trace.CountWithNoun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rmalloc experiment status}: how much of an experiment is in its store. */
@Command(
    name = "status",
    description = {"Says how many trials of each experiment of a store are done.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all are done", "1:some are missing", "2:wrong usage, or bad input"})
final class ExperimentStatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "STORE", description = "A folder that 'experiment' wrote.")
  private Path folder;

  @Override
  public Integer call() throws IOException {
    ResultStore store = ResultStore.open(folder);
    boolean complete = true;
    for (String name : store.experiments()) {
      ResultStoreStatus status = ResultStoreStatus.of(store, ExperimentTrialList.read(store, name));
      complete &= status.complete();
      print(name, status);
    }
    Main.out(spec).flush();
    return complete ? ExitCode.DONE : ExitCode.CHECK_FAILED;
  }

  private void print(String name, ResultStoreStatus status) {
    Main.out(spec)
        .printf(
            Locale.ROOT,
            "%s: %,d of %s done (%s), %,d missing, %,d to be measured again%n",
            name,
            status.done(),
            CountWithNoun.of(status.trials(), "trial"),
            CountWithNoun.of(status.combinations(), "combination"),
            status.trials() - status.done() - status.partial(),
            status.partial());
  }
}
