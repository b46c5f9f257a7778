// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import org.rmalloc.plan.PlacementProblem;

/** A problem to be planned, with what its blocks are called where it comes from. */
public sealed interface NamedPlacementProblem
    permits TracePlacementProblem, MinimallocPlacementProblem {
  /** Where it comes from: a file's name, for people. */
  String name();

  /** The blocks. */
  PlacementProblem problem();

  /** What a block is called; no two blocks have one id. */
  String id(int block);

  /** The names of the columns of {@link #row}, as a line of CSV without its end. */
  String header();

  /** A block as a line of CSV without its end, an offset left out. */
  String row(int block);

  /** How many columns of {@link #header} stand before that of the offset. */
  int columnsBeforeOffset();
}
