// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import org.rmalloc.replay.PlanAndFrontierMeasurer;
import picocli.CommandLine.Option;

/** What a report shows of a trace beside its trials. */
final class FrontierOption {
  @Option(
      names = "--frontier",
      paramLabel = "auto|always|never",
      defaultValue = "auto",
      description =
          "Whether the report shows the frontier, as the command 'frontier' measures it: auto"
              + " shows it unless that takes long. Default: ${DEFAULT-VALUE}.")
  private PlanAndFrontierMeasurer.When frontier;

  PlanAndFrontierMeasurer.When frontier() {
    return frontier;
  }

  /** Whether the user named it, although it has no effect without a report. */
  boolean isAskedFor() {
    return frontier != PlanAndFrontierMeasurer.When.AUTO;
  }
}
