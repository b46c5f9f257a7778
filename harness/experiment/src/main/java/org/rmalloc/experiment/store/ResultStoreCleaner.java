// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.trace.UsageException;

/**
 * Finds what nobody needs in a store: results of allocators whose code has changed since, damaged
 * ones, and drafts.
 */
public final class ResultStoreCleaner {
  private final ResultStore store;
  private final Allocators allocators;
  private final CodeDigests implementations = new CodeDigests();
  private final Map<String, Optional<String>> current = new HashMap<>();

  /** For a store and the allocators of this build. */
  public ResultStoreCleaner(ResultStore store, Allocators allocators) {
    this.store = store;
    this.allocators = allocators;
  }

  /**
   * The files to remove: results whose implementation is not that of the allocator of that name
   * here, damaged ones, and drafts that were left. A result of an allocator that is not here stays.
   */
  public List<Path> superfluous() throws IOException {
    List<Path> files = new ArrayList<>(store.drafts());
    for (String name : store.names()) {
      Optional<AllocStatsHeader> header = store.header(name);
      if (header.isEmpty() || isGone(header.get(), name)) {
        files.add(store.file(name));
      }
    }
    return files;
  }

  private boolean isGone(AllocStatsHeader header, String name) {
    return header.trial().contender().kind() == Contender.Kind.ARENA
        && current
            .computeIfAbsent(header.trial().contender().name(), this::implementation)
            .filter(here -> !here.equals(ResultStore.implementationOf(name)))
            .isPresent();
  }

  private Optional<String> implementation(String allocator) {
    try {
      return Optional.of(implementations.of(allocators.contender(allocator, Map.of())));
    } catch (UsageException _) {
      return Optional.empty();
    }
  }

  /** Removes files, those that are gone meanwhile excepted. */
  public static void remove(List<Path> files) throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
