// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rmalloc.allocator.Capability;
import org.rmalloc.plan.PlannerProvider;
import org.rmalloc.plan.PlannerSettings;
import org.rmalloc.trace.UsageException;

/**
 * An offline placement of the whole trace: the lowest plan that a planner finds, and so what no
 * contender can go far below that never moves a block. A lower bound, measured in space alone.
 *
 * @param label not blank
 * @param provider of the planner
 * @param seed of what its search draws by chance
 * @param workLimit how many nodes its search may visit, 0 or more
 */
public record PlannerContender(String label, PlannerProvider provider, long seed, long workLimit)
    implements Contender {
  private static final String SEED = "seed";
  private static final String WORK_LIMIT = "work-limit";

  /** What each option means, by the option and its default. */
  public static final Map<String, String> OPTIONS =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.of(
                  SEED + "=1",
                  "the seed for the random choices of the search: 0 or more",
                  WORK_LIMIT + "=" + PlannerSettings.DEFAULT_WORK_LIMIT,
                  "how many nodes the search may visit, 0 or more; only up to 2,000 blocks are"
                      + " searched")));

  /**
   * A contender with some options.
   *
   * @param options texts by name; what is missing has its default
   * @throws UsageException when an option or a value is unknown
   */
  static PlannerContender of(String label, PlannerProvider provider, Map<String, String> options) {
    for (String name : options.keySet()) {
      if (!name.equals(SEED) && !name.equals(WORK_LIMIT)) {
        throw new UsageException(
            "%s: unknown option '%s'; the options are %s and %s"
                .formatted(label, name, SEED, WORK_LIMIT));
      }
    }
    return new PlannerContender(
        label,
        provider,
        number(label, options, SEED, 1),
        number(label, options, WORK_LIMIT, PlannerSettings.DEFAULT_WORK_LIMIT));
  }

  private static long number(
      String label, Map<String, String> options, String name, long standard) {
    String text = options.getOrDefault(name, Long.toString(standard));
    if (!text.matches("\\d{1,18}")) {
      throw new UsageException(
          "%s: option %s: found '%s', expected a whole number, 0 or more"
              .formatted(label, name, text));
    }
    return Long.parseLong(text);
  }

  /** What to ask of the planner. */
  public PlannerSettings request() {
    return PlannerSettings.LOWEST.withSeed(seed).withWorkLimit(workLimit);
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public Kind kind() {
    return Kind.PLANNED;
  }

  @Override
  public Map<String, String> optionTexts() {
    return Map.of(SEED, Long.toString(seed), WORK_LIMIT, Long.toString(workLimit));
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES, Capability.LOWER_BOUND);
  }

  /** A plan keeps any alignment that a trace can ask for. */
  @Override
  public int maximumAlignment() {
    return 1 << 30;
  }

  @Override
  public String version() {
    String version = provider.getClass().getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
