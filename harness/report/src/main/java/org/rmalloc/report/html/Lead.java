package org.rmalloc.report.html;

import java.util.List;
import org.rmalloc.report.table.Table;

/**
 * What is known besides the alloc-stats files, as the smallest heaps that a run sought.
 *
 * @param sentences for the verdict
 * @param tables shown before the others
 */
public record Lead(List<String> sentences, List<Table> tables) {
  /** Nothing besides. */
  public static final Lead NOTHING = new Lead(List.of(), List.of());

  /** Copies the lists. */
  public Lead {
    sentences = List.copyOf(sentences);
    tables = List.copyOf(tables);
  }
}
