// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import org.rmalloc.report.finding.ComparisonFindingFinder;
import org.rmalloc.trace.UsageException;
import picocli.CommandLine.Option;

/** How far contenders may differ and still count as equal. */
final class EqualityToleranceOptions {
  private static final double HUNDRED = 100;

  @Option(
      names = "--tolerance",
      paramLabel = "PERCENT",
      defaultValue = "2",
      description =
          "Contenders that differ by no more count as equal in the findings. From 0 to "
              + "100. Default: ${DEFAULT-VALUE}.")
  private String percent = String.valueOf(HUNDRED * ComparisonFindingFinder.DEFAULT_TOLERANCE);

  /** A share, from 0 to 1. */
  double tolerance() {
    try {
      double value = Double.parseDouble(percent.replaceFirst(" ?%$", ""));
      if (value >= 0 && value <= HUNDRED) {
        return value / HUNDRED;
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw new UsageException(
        "--tolerance: found '%s'; expected a percentage from 0 to 100, such as 2"
            .formatted(percent));
  }
}
