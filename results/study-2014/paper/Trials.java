// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The trials of one of the study's experiments, and the figures that the paper makes of them. */
record Trials(TsvTable table) {
  static final String NO_BUDGET = "none";

  /** The recordings, in the order of the table. */
  List<String> recordings() {
    return table.values("trace");
  }

  List<String> contenders() {
    return table.values("contender");
  }

  /** The locks that were simulated on a recording, in the order of the table. */
  List<String> locksOf(String recording) {
    return table.where(row -> row.is("trace", recording)).stream()
        .map(row -> row.text("locks"))
        .distinct()
        .toList();
  }

  /** The recordings from whose accesses locks can be simulated. */
  List<String> withAccesses() {
    return recordings().stream().filter(recording -> locksOf(recording).size() > 1).toList();
  }

  /** Fine locks where the recording has accesses, else none. */
  String usualLocks(String recording) {
    return locksOf(recording).contains("fine") ? "fine" : "none";
  }

  boolean hasUsualLocks(TsvTable.Row trial) {
    return trial.is("locks", usualLocks(trial.text("trace")));
  }

  /** The trial with the usual locks and without a budget. */
  TsvTable.Row usual(String recording, String contender, String heap) {
    return at(recording, contender, heap, usualLocks(recording));
  }

  /** The usual trials of a contender in a heap, one of each recording. */
  List<TsvTable.Row> usual(String contender, String heap) {
    return recordings().stream().map(recording -> usual(recording, contender, heap)).toList();
  }

  /** The trial without a budget. */
  TsvTable.Row at(String recording, String contender, String heap, String locks) {
    List<TsvTable.Row> found =
        where(recording, contender, heap, locks).stream()
            .filter(row -> row.is("budget", NO_BUDGET))
            .toList();
    if (found.size() != 1) {
      throw new PaperException(
          "%s: found %d trials of %s on %s, heap %s, locks %s, expected one"
              .formatted(table.file(), found.size(), contender, recording, heap, locks));
    }
    return found.getFirst();
  }

  /** All trials of a combination, whatever their budget. */
  List<TsvTable.Row> where(String recording, String contender, String heap, String locks) {
    return table.where(
        row ->
            row.is("trace", recording)
                && row.is("contender", contender)
                && row.is("heap", heap)
                && row.is("locks", locks));
  }

  List<TsvTable.Row> where(Predicate<TsvTable.Row> condition) {
    return table.where(condition);
  }

  static boolean finished(TsvTable.Row trial) {
    return trial.is("outcome", "finished");
  }

  /** The smallest heap, the roots beside it included; NaN where no heap does. */
  static double smallestHeap(TsvTable.Row trial) {
    return trial.has("min_heap")
        ? trial.number("min_heap") + trial.number("root_bytes")
        : Double.NaN;
  }

  /** The smallest heap over the peak of live bytes. */
  static double smallestHeapRatio(TsvTable.Row trial) {
    return smallestHeap(trial) / trial.number("peak_live");
  }

  /** Loads and stores a request, those of compactions included, those of locks not. */
  static double cost(TsvTable.Row trial) {
    return finished(trial)
        ? (trial.number("cost") + trial.number("oom_cost")) / trial.number("requests")
        : Double.NaN;
  }

  /** NaN where one of the values is. */
  static double geometricMean(List<Double> values) {
    double logarithms = 0;
    for (double value : values) {
      logarithms += Math.log(value);
    }
    return Math.exp(logarithms / values.size());
  }

  /** Of an even number the mean of the two in the middle; NaN of none. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int count = sorted.size();
    return count == 0 ? Double.NaN : (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
  }

  /**
   * The smallest heap over the peak of live bytes under assumed locks: geometric mean over the
   * recordings with accesses.
   */
  double meanHeapUnder(String contender, String locks) {
    return geometricMean(
        withAccesses().stream()
            .map(one -> smallestHeapRatio(at(one, contender, Names.SMALLEST, locks)))
            .toList());
  }

  /**
   * The geometric mean of the ratios; NaN where the contender lacks the figure that the base has.
   */
  double meanRatio(
      String contender, String base, String heap, ToDoubleFunction<TsvTable.Row> figure) {
    return geometricMean(ratios(contender, base, heap, figure));
  }

  /**
   * The figure of one contender over that of another on each recording on which the other has it;
   * usual locks.
   */
  List<Double> ratios(
      String contender, String base, String heap, ToDoubleFunction<TsvTable.Row> figure) {
    List<Double> ratios = new ArrayList<>();
    for (String recording : recordings()) {
      double other = figure.applyAsDouble(usual(recording, base, heap));
      if (!Double.isNaN(other)) {
        ratios.add(figure.applyAsDouble(usual(recording, contender, heap)) / other);
      }
    }
    return ratios;
  }
}
