// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.store;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.replay.result.AllocStatsHeader;

/**
 * How much of an experiment is in its store of results.
 *
 * @param combinations asked for
 * @param trials distinct ones among them
 * @param done trials whose results are there, and hold what was to be measured
 * @param partial trials whose results lack something
 */
public record ResultStoreStatus(int combinations, int trials, int done, int partial) {

  /** The status of an experiment; reads the header of each result. */
  public static ResultStoreStatus of(ResultStore store, ExperimentTrialList manifest)
      throws IOException {
    Map<String, ExperimentTrialRow> distinct = new LinkedHashMap<>();
    manifest.rows().forEach(row -> distinct.putIfAbsent(row.file(), row));
    int done = 0;
    int partial = 0;
    for (String file : distinct.keySet()) {
      Optional<AllocStatsHeader> header = store.header(file);
      if (header.isPresent()
          && ResultCompletenessCheck.isEnough(store, file, header.get(), manifest.measures())) {
        done++;
      } else if (header.isPresent()) {
        partial++;
      }
    }
    return new ResultStoreStatus(manifest.rows().size(), distinct.size(), done, partial);
  }

  /** Whether nothing is missing. */
  public boolean complete() {
    return done == trials;
  }
}
