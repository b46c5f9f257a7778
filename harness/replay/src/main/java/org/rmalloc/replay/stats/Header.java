package org.rmalloc.replay.stats;

import java.util.Optional;
import org.rmalloc.trace.Provenance;

/**
 * What was replayed, against which allocator, and how.
 *
 * @param driver the allocator's name
 * @param trace name, SHA-256 and steps of the trace
 * @param heapSize bytes
 * @param peakLive the most bytes ever live in the op stream replayed
 * @param rootBytes bytes of the allocator's roots beside the heap
 * @param opmode {@code locks} when blocks were locked as the trace says, else {@code requests}
 * @param environment absent in an untimed file
 */
public record Header(
    String driver,
    Provenance trace,
    long heapSize,
    long peakLive,
    long rootBytes,
    String opmode,
    ReplayOptions options,
    Optional<Environment> environment) {
  /** The first field's value in every file of this format. */
  public static final String SCHEMA = "rmalloc-alloc-stats 1";

  /** Blocks were locked as the trace says. */
  public static final String LOCKS = "locks";

  /** Only N, F and R were replayed. */
  public static final String REQUESTS = "requests";

  /** Whether the file holds times. */
  public boolean timed() {
    return environment.isPresent();
  }
}
