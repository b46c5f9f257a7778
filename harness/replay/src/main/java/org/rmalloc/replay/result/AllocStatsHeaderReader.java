// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.Capability;
import org.rmalloc.heap.Heap;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.trial.Trial;
import org.rmalloc.trace.TraceProvenance;

/**
 * Reads what {@link AllocStatsHeaderWriter} writes, up to the name of the field that follows it.
 */
final class AllocStatsHeaderReader {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Set<String> LOCKS = Set.of("fine", "coarse", "trace", "none");

  private final OrderedJsonFieldReader fields;

  AllocStatsHeaderReader(OrderedJsonFieldReader fields) {
    this.fields = fields;
  }

  AllocStatsHeader read() throws InvalidAllocStatsException {
    String schema = fields.text("schema");
    fields.check(
        schema.equals(AllocStatsHeader.SCHEMA),
        "schema: '%s'; expected '%s'".formatted(schema, AllocStatsHeader.SCHEMA));
    Trial trial = readTrial();
    String label = fields.text("label");
    fields.check(!label.isBlank(), "label: '%s'; expected a name".formatted(label));
    Set<Capability> capabilities = readCapabilities();
    String version = fields.text("version");
    boolean arena = trial.contender().kind() != Contender.Kind.NATIVE;
    Optional<LibraryProcessFacts> process = readProcess(arena);
    Optional<PlannedHeightAndBound> plan =
        readPlan(trial.contender().kind() == Contender.Kind.PLANNED);
    return new AllocStatsHeader(
        label,
        trial,
        capabilities,
        version,
        readTrace(trial.trace().sha256()),
        arena ? readHeapSize() : readNull("heap_size"),
        fields.count("peak_live"),
        arena ? fields.count("root_bytes") : readNull("root_bytes"),
        readLocks(),
        readSmallestHeap(),
        fields.text("datapoints"),
        readEnvironment(),
        process,
        plan);
  }

  private Trial readTrial() throws InvalidAllocStatsException {
    String key = fields.text("key");
    Trial trial = new TrialJsonReader(fields).read("trial");
    fields.check(
        key.equals(trial.key()),
        "key: found '%s'; expected '%s', the key of the file's trial".formatted(key, trial.key()));
    fields.check(
        SHA256.matcher(trial.trace().sha256()).matches(),
        "sha256: '%s'; expected 64 hexadecimal digits".formatted(trial.trace().sha256()));
    return trial;
  }

  private Set<Capability> readCapabilities() throws InvalidAllocStatsException {
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    for (String text : fields.texts("capabilities")) {
      Optional<Capability> named =
          Arrays.stream(Capability.values())
              .filter(capability -> AllocatorOption.text(capability).equals(text))
              .findFirst();
      fields.check(named.isPresent(), "capabilities: '%s' is no capability".formatted(text));
      capabilities.add(named.get());
    }
    return capabilities;
  }

  /** An arena has none; neither has a library against which nothing was replayed. */
  private Optional<LibraryProcessFacts> readProcess(boolean arena)
      throws InvalidAllocStatsException {
    if (arena || !fields.isNext("process")) {
      return Optional.empty();
    }
    fields.beginObject("process");
    String library = fields.text("library");
    String sha256 = fields.text("sha256");
    fields.check(
        sha256.isEmpty() || SHA256.matcher(sha256).matches(),
        "sha256: '%s'; expected 64 hexadecimal digits".formatted(sha256));
    LibraryProcessFacts process =
        new LibraryProcessFacts(
            library,
            sha256,
            fields.number("page_size", 1),
            fields.text("kernel"),
            fields.text("payload"),
            fields.text("threads"),
            fields.isNext("printed") ? Optional.of(fields.text("printed")) : Optional.empty());
    fields.endObject();
    return Optional.of(process);
  }

  private Optional<PlannedHeightAndBound> readPlan(boolean planned)
      throws InvalidAllocStatsException {
    if (!planned) {
      return Optional.empty();
    }
    fields.beginObject("plan");
    long height = fields.count("height");
    long lowerBound = fields.count("lower_bound");
    fields.check(
        lowerBound <= height,
        "alloc-stats field lower_bound: found %d; expected %d, the height, or less"
            .formatted(lowerBound, height));
    fields.endObject();
    return Optional.of(new PlannedHeightAndBound(height, lowerBound));
  }

  private long readNull(String name) throws InvalidAllocStatsException {
    OptionalLong found = fields.countOrNull(name);
    fields.check(
        found.isEmpty(),
        "%s: found %s; expected null, since a malloc library has no arena".formatted(name, found));
    return 0;
  }

  private TraceProvenance readTrace(String sha256) throws InvalidAllocStatsException {
    String name = fields.text("trace");
    List<String> notes = fields.texts("trace_notes");
    return new TraceProvenance(name, sha256, notes, fields.texts("trace_steps"));
  }

  private long readHeapSize() throws InvalidAllocStatsException {
    long heapSize = fields.number("heap_size", Heap.MIN_CAPACITY);
    fields.check(
        heapSize <= Heap.MAX_CAPACITY,
        "heap_size: %d; no alloc-stats file has more than %d"
            .formatted(heapSize, Heap.MAX_CAPACITY));
    return heapSize;
  }

  private String readLocks() throws InvalidAllocStatsException {
    String locks = fields.text("locks");
    fields.check(
        LOCKS.contains(locks),
        "locks: '%s'; expected fine, coarse, trace or none".formatted(locks));
    return locks;
  }

  private SmallestHeapResult readSmallestHeap() throws InvalidAllocStatsException {
    OptionalLong bytes = fields.countOrNull("min_heap");
    OptionalLong lucky = fields.countOrNull("min_heap_lucky");
    String reason = fields.textOrNull("min_heap_reason").orElse("");
    fields.check(
        bytes.isPresent() == reason.isEmpty(),
        "min_heap_reason: found '%s'; expected a reason where min_heap is null, and none elsewhere"
            .formatted(reason));
    return new SmallestHeapResult(bytes, lucky, reason);
  }

  private Optional<TimingEnvironment> readEnvironment() throws InvalidAllocStatsException {
    if (!fields.name().equals("environment")) {
      return Optional.empty();
    }
    fields.beginObject("environment");
    TimingEnvironment environment =
        new TimingEnvironment(
            fields.text("host"),
            fields.text("jdk"),
            fields.text("cpu"),
            fields.text("os"),
            fields.text("version"),
            fields.text("commit"),
            fields.count("timer_overhead_ns"),
            fields.count("timer_resolution_ns"),
            Math.toIntExact(fields.count("timed_together")));
    fields.endObject();
    return Optional.of(environment);
  }
}
