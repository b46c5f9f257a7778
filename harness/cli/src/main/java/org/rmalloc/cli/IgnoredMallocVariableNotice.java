// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.rmalloc.replay.contender.Contender;

/** Says which variables of the user's environment malloc libraries would obey, and do not see. */
final class IgnoredMallocVariableNotice {
  private static final Set<String> NAMES = Set.of("LD_PRELOAD", "GLIBC_TUNABLES", "SCUDO_OPTIONS");
  private static final List<String> BEGINNINGS =
      List.of("MALLOC_", "MIMALLOC_", "TCMALLOC_", "TBB_MALLOC_"); // MALLOC_CONF is jemalloc's

  private IgnoredMallocVariableNotice() {}

  /** A line that says so, where a malloc library competes. */
  static Optional<String> notice(
      List<? extends Contender> selected, Map<String, String> environment) {
    boolean hasLibrary = selected.stream().anyMatch(one -> one.kind() == Contender.Kind.NATIVE);
    String names = String.join(", ", names(environment));
    return hasLibrary && !names.isEmpty()
        ? Optional.of(
            "malloc libraries do not see what is set here: "
                + names
                + "; 'rmalloc allocators' lists the options that pass variables to them")
        : Optional.empty();
  }

  /** The names of those that are set. */
  static SortedSet<String> names(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty() && isOfMalloc(entry.getKey()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isOfMalloc(String name) {
    return NAMES.contains(name) || BEGINNINGS.stream().anyMatch(name::startsWith);
  }
}
