// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.run;

import java.util.ArrayList;
import java.util.List;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.report.natives.LibraryTable;
import org.rmalloc.report.table.Table;

/** A run as tables: one of arenas, and one of malloc libraries, whose bytes are others. */
public final class RunTables {
  private RunTables() {}

  /**
   * The tables of a run.
   *
   * @param results at least one, all of one trace and setting
   */
  public static List<Table> of(List<TrialResult> results) {
    List<TrialResult> libraries =
        results.stream().filter(result -> result.header().isNative()).toList();
    List<TrialResult> arenas =
        results.stream().filter(result -> !result.header().isNative()).toList();
    List<Table> tables = new ArrayList<>();
    if (!arenas.isEmpty()) {
      tables.add(RunTable.of(arenas));
    }
    if (!libraries.isEmpty()) {
      tables.add(LibraryTable.of(libraries));
    }
    return tables;
  }

  /** The columns that {@link #of} leaves out; malloc libraries have none. */
  public static List<Table> rest(List<TrialResult> results) {
    List<TrialResult> arenas =
        results.stream().filter(result -> !result.header().isNative()).toList();
    return arenas.isEmpty() ? List.of() : List.of(RunTable.rest(arenas));
  }
}
