// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.predict;

import java.util.List;

/**
 * What replays predict of one program under each malloc library, beside what it really took.
 *
 * @param program what was run
 * @param recording what was replayed
 * @param accesses whether only what the program wrote to was written to
 * @param ops replayed
 * @param peakLive bytes
 * @param runs of the program under each library
 * @param exitStatus of all of them
 * @param images how many programs the processes of a run turned into
 * @param residue bytes that are no heap: the median of the real peaks under the reference, less the
 *     peak of its replay. Negative where the replay writes to pages that the program left alone
 * @param libraries the first is the reference
 */
public record Prediction(
    String program,
    String recording,
    boolean accesses,
    long ops,
    long peakLive,
    int runs,
    int exitStatus,
    int images,
    double residue,
    List<LibraryPrediction> libraries) {

  /** Copies the list. */
  public Prediction {
    libraries = List.copyOf(libraries);
  }

  /** The library that the others are compared with. */
  public LibraryPrediction reference() {
    return libraries.getFirst();
  }
}
