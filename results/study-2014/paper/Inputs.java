// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Every file that a number of the paper comes from.
 *
 * @param prediction absent until {@code rmalloc predict} was run; the paper then says that it has
 *     no such data
 */
record Inputs(
    TsvTable manifest,
    Trials study,
    Trials rounds,
    TsvTable timed,
    Times times,
    TsvTable scored2014,
    TsvTable published,
    Optional<TsvTable> prediction) {
  private static final String MEASURE = "results/study-2014/measure RECORDINGS";

  /** Reads the tables of a folder. */
  static Inputs read(Path folder) throws IOException {
    TsvTable timed = TsvTable.read(folder.resolve("timed.tsv"), MEASURE);
    return new Inputs(
        TsvTable.read(folder.resolve("manifest.tsv"), "results/study-2014/record RECORDINGS"),
        new Trials(TsvTable.read(folder.resolve("study.tsv"), MEASURE)),
        new Trials(TsvTable.read(folder.resolve("rounds.tsv"), MEASURE)),
        timed,
        new Times(TsvTable.read(folder.resolve("scored-sound.csv"), MEASURE), timed),
        TsvTable.read(folder.resolve("scored-2014.csv"), MEASURE),
        TsvTable.read(folder.resolve("published.tsv"), "results/study-2014/published DIR"),
        prediction(folder.resolve("prediction.tsv")));
  }

  private static Optional<TsvTable> prediction(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(TsvTable.read(file, "results/study-2014/predictions"))
        : Optional.empty();
  }
}
