// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.progress.ProgressListener;
import org.rmalloc.replay.toy.Found;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;

/** What the page of a trace shows besides its trials. */
final class PlanAndFrontierMeasurerTest {
  @Test
  void aPeakTooLargeForTheHeapsOfAFrontierHasNone() throws IOException {
    PreparedTrace trace = PreparedTrace.of(Traces.of("N0:1200000000 F0"));
    List<Contender> contenders = List.copyOf(Found.all());
    PlanAndFrontier measured =
        new PlanAndFrontierMeasurer(trace, _ -> trace, TrialSetting.DEFAULT, contenders)
            .run(PlanAndFrontierMeasurer.When.AUTO, 1, ProgressListener.SILENT);
    assertEquals(Optional.empty(), measured.frontier());
    assertTrue(measured.plan().isPresent(), "a plan has no heap");
  }
}
