// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rmalloc.experiment.file.ExperimentReader;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.experiment.recording.ProgramRecordingResolver;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.natives.NativeLibraries;
import org.rmalloc.trace.CountWithNoun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rmalloc experiment record}: the recordings of an experiment, and nothing else. */
@Command(
    name = "record",
    description = {
      "Records the programs that an experiment says to record, unless their recordings are in the "
          + "store, and measures nothing: shards, which must share them, start from that store.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all recordings are there",
      "2:wrong usage, or bad input, or a program failed; its recording is not kept"
    })
final class ExperimentRecordCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "The experiment; docs/experiments.md describes it.")
  private Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "STORE",
      description =
          "The experiment's store. Default: FILE's name with the ending .store, in the current"
              + " folder.")
  private Optional<Path> output;

  @Mixin private NoticeOptions talk;

  @Override
  public Integer call() throws IOException {
    ExperimentCommand.refuseMissing(spec, file);
    Experiment experiment =
        ExperimentReader.read(file, Allocators.onClassPath(), NativeLibraries.ofThisMachine());
    Path place = output.orElseGet(() -> ExperimentCommand.defaultStore(experiment));
    int asked = experiment.toRecord().size();
    ProgramRecordingResolver recordings = ProgramRecordingResolver.in(ResultStore.at(place));
    Experiment found = recordings.found(experiment);
    int missing = found.toRecord().size();
    recordings.made(found, talk::notice); // those found are not digested again
    talk.notice(
        "%s: %s, %,d in the store already, %,d made"
            .formatted(place, CountWithNoun.of(asked, "recording"), asked - missing, missing));
    return ExitCode.DONE;
  }
}
