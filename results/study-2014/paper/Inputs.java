// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Every file that a number of the paper comes from.
 *
 * @param libraryTimes of malloc libraries, with their intervals
 */
record Inputs(
    TsvTable manifest,
    Trials study,
    Trials rounds,
    TsvTable timed,
    Times times,
    TsvTable scored2014,
    Published published,
    TsvTable libraryTimes,
    Prediction prediction) {
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
        new Published(
            TsvTable.read(folder.resolve("published.tsv"), "results/study-2014/published DIR")),
        TsvTable.read(folder.resolve("timed-libraries.tsv"), MEASURE),
        prediction(folder));
  }

  private static Prediction prediction(Path folder) throws IOException {
    return new Prediction(
        TsvTable.read(folder.resolve("prediction.tsv"), "results/study-2014/predictions"),
        TsvTable.read(
            folder.resolve("prediction-times.tsv"), "results/study-2014/prediction-times"),
        TsvTable.read(
            folder.resolve("prediction-pages.tsv"), "results/study-2014/prediction-pages"),
        Files.readAllLines(folder.resolve("prediction-machine.txt")));
  }

  /** What the timed trials say of their machine. */
  String environment(String column) {
    return String.join(
        "; ",
        timed.rows().stream()
            .filter(row -> row.has(column))
            .map(row -> row.text(column))
            .distinct()
            .toList());
  }
}
