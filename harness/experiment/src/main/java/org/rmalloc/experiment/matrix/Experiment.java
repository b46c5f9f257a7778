// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.matrix;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.contender.Contender;

/**
 * What an experiment file asks for.
 *
 * @param file it was read from, as it was named
 * @param traces in the file's order
 * @param contenders in the file's order
 * @param combinations in the file's order: contenders within traces, within them heaps, locks,
 *     realloc, rounds, kill percent, seeds, budgets
 * @param measures what to measure of each; one replay at a time
 * @param tolerances of the gate, in the file's order; of several for one figure of one combination
 *     the last holds
 */
public record Experiment(
    Path file,
    List<TraceSource> traces,
    List<Contender> contenders,
    List<TrialCombination> combinations,
    MeasurementSettings measures,
    List<GateTolerance> tolerances) {

  /** Copies the lists. */
  public Experiment {
    traces = List.copyOf(traces);
    contenders = List.copyOf(contenders);
    combinations = List.copyOf(combinations);
    tolerances = List.copyOf(tolerances);
  }

  /** The programs whose recordings are not there. */
  public List<TraceSource.ToRecord> toRecord() {
    return traces.stream()
        .filter(TraceSource.ToRecord.class::isInstance)
        .map(TraceSource.ToRecord.class::cast)
        .toList();
  }

  /** The same with other traces, in the same places. */
  public Experiment withTraces(Map<? extends TraceSource, ? extends TraceSource> others) {
    UnaryOperator<TraceSource> other =
        trace -> others.containsKey(trace) ? others.get(trace) : trace;
    return new Experiment(
        file,
        traces.stream().map(other).toList(),
        contenders,
        combinations.stream()
            .map(
                one ->
                    new TrialCombination(other.apply(one.trace()), one.contender(), one.setting()))
            .toList(),
        measures,
        tolerances);
  }

  /** The file's name without its folder and ending. */
  public String name() {
    return file.getFileName().toString().replaceFirst("\\.(ya?ml|json)$", "");
  }
}
