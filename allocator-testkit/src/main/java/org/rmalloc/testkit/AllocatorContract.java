// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.HeapTooSmallException;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.contract.ContractTestHeap;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/**
 * The contract that every allocator keeps. To put one through it, name its provider:
 *
 * <pre>{@code
 * final class FirstFitContractTest extends AllocatorContract {
 *   @Override
 *   protected AllocatorProvider provider() {
 *     return new FirstFitProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>System properties: {@code rmalloc.contract.ops}, how many random operations to make (default
 * 3,000,000); {@code rmalloc.contract.seed}, where the seeds start (default 1).
 */
public abstract class AllocatorContract {
  private static final Path FAILURES = Path.of("target", "contract-failures");
  private static final int LARGE_SEQUENCE_OPS = 100_000;
  private static final int MAX_STATES = 10_000;
  private static final int MIN_STATES = 100;
  private static final int OPS_PER_STATE = 100;
  private static final int BLIND_SEQUENCES = 200;
  private static final long DEFAULT_OPS = 3_000_000;
  private static final int HOT_CAPACITY = 64 << 10;
  private static final int HOT_ALIGNMENT = 64;
  private static final int WARM_UPS = 20;
  private static final int MEDIUM_SEQUENCE_OPS = 5_000;

  private final Map<Map<String, String>, Integer> minimumCapacities = new HashMap<>(); // by options

  /** The allocator under test. */
  protected abstract AllocatorProvider provider();

  /** Choices of options that take part in turn, as users type them; at first the defaults alone. */
  protected List<Map<String, String>> optionVariants() {
    return List.of(Map.of());
  }

  /**
   * Whether, once all blocks are freed, requests as large as at first can be had again. False for
   * an allocator that never coalesces free blocks.
   */
  protected boolean restoresWhenEmpty() {
    return true;
  }

  /** How many random operations to make; fewer will do for what nobody relies on. */
  protected long ops() {
    return Long.getLong("rmalloc.contract.ops", DEFAULT_OPS);
  }

  @Test
  final void randomOperationsKeepTheContract() {
    long ops = ops();
    long seed = firstSeed();
    CoverageQuotas quotas = new CoverageQuotas();
    while (quotas.ops() < ops / 20) { // small ones first: what breaks there is soon shrunk
      examiner(seed).examine(RandomSequenceParameters.small(seed, minimumCapacity(seed)), quotas);
      seed++;
    }
    long large = Math.min(LARGE_SEQUENCE_OPS, ops / 20);
    examiner(0)
        .examine(
            RandomSequenceParameters.roomy(
                seed++, RandomSequenceParameters.LARGE_CAPACITY, (int) large),
            quotas);
    while (quotas.ops() < ops * 3 / 20) {
      int capacity = RandomSequenceParameters.SMALL_CAPACITY << (1 + seed % 7);
      examiner(seed)
          .examine(RandomSequenceParameters.roomy(seed++, capacity, MEDIUM_SEQUENCE_OPS), quotas);
    }
    while (quotas.ops() < ops) {
      examiner(seed).examine(RandomSequenceParameters.small(seed, minimumCapacity(seed)), quotas);
      seed++;
    }
    System.out.printf("%s: %s%n", provider().name(), quotas);
    quotas.check(provider().maximumAlignment() > 1);
  }

  @Test
  final void largestFreeAndMaxmemAreTrue() {
    long states = Math.min(MAX_STATES, Math.max(MIN_STATES, ops() / OPS_PER_STATE));
    long seed = firstSeed();
    StateCoverageQuotas quotas = new StateCoverageQuotas();
    while (quotas.states() < states) {
      RandomSequenceParameters plan = RandomSequenceParameters.state(seed, minimumCapacity(seed));
      new LargestRequestClaimCheck(candidate(seed++), FAILURES).examine(plan, quotas);
    }
    System.out.printf("%s: %s%n", provider().name(), quotas);
    quotas.check();
  }

  @Test
  final void capacityIsNotLookedAtBeforeItIsExhausted() {
    assumeTrue(
        provider().capabilities().contains(Capability.CAPACITY_BLIND),
        "skipped: the allocator does not declare that placements are independent of the heap's"
            + " size");
    for (long seed = firstSeed(); seed < firstSeed() + BLIND_SEQUENCES; seed++) {
      AllocatorUnderTest candidate = candidate(seed);
      RandomSequenceParameters plan =
          RandomSequenceParameters.roomy(seed, RandomSequenceParameters.SMALL_CAPACITY, 300);
      new CapacityBlindnessCheck(candidate, FAILURES).examine(plan);
    }
  }

  @Test
  final void hotOperationsAllocateNoJavaObjects() {
    requireHotOperationsReturn();
    CallLoopByHandle operations = hotOperations(new PlainHeap(HOT_CAPACITY));
    for (int i = 0; i < WARM_UPS; i++) {
      operations.run();
    }
    assertEquals(0, JavaAllocationMeter.during(operations), "bytes");
  }

  @Test
  final void hotOperationsByAddressAllocateNoJavaObjects() {
    requireHotOperationsReturn();
    Allocator allocator = provider().create(new PlainHeap(HOT_CAPACITY));
    assumeTrue(
        allocator instanceof PinnedAllocator, "skipped: the allocator is not called by address");
    CallLoopByAddress operations = new CallLoopByAddress((PinnedAllocator) allocator);
    for (int i = 0; i < WARM_UPS; i++) {
      operations.run();
    }
    assertEquals(0, JavaAllocationMeter.during(operations), "bytes");
  }

  /** The same on a heap that ends a call that goes round in circles. */
  private void requireHotOperationsReturn() {
    ContractTestHeap heap = new ContractTestHeap(HOT_CAPACITY);
    CallLoopByHandle operations = hotOperations(heap);
    for (int i = 0; i <= WARM_UPS; i++) {
      heap.allowOneCall(); // enough for all of these, which are small
      operations.run();
    }
  }

  private CallLoopByHandle hotOperations(Heap heap) {
    return new CallLoopByHandle(
        provider().create(heap), Math.min(HOT_ALIGNMENT, provider().maximumAlignment()));
  }

  @Test
  final void heapsThatAreTooSmallAreRefused() {
    int minimum = candidate(0).minimumCapacity();
    assertTrue(
        minimum <= RandomSequenceParameters.SMALL_CAPACITY,
        "the allocator needs a heap of " + minimum + " bytes, too large for the tests");
    if (minimum > Heap.MIN_CAPACITY) {
      Heap heap = new PlainHeap(minimum - 1);
      HeapTooSmallException refusal =
          assertThrows(HeapTooSmallException.class, () -> provider().create(heap));
      assertEquals(minimum, refusal.neededBytes(), refusal::getMessage);
    }
  }

  @Test
  final void theProviderDescribesItself() {
    AllocatorProvider provider = provider();
    assertTrue(provider.name().matches("[a-z0-9]+(-[a-z0-9]+)*"), provider.name());
    assertFalse(provider.summary().isBlank());
    assertEquals(1, provider.summary().lines().count(), "the allocator's summary must be one line");
    assertEquals(
        1,
        Integer.bitCount(provider.maximumAlignment()),
        "the maximum alignment must be a power of two, of one bit");
    List<String> names = provider.options().stream().map(AllocatorOption::name).toList();
    assertEquals(
        names,
        names.stream().distinct().toList(),
        "the names of the allocator's options must all differ");
    provider.create(new PlainHeap(RandomSequenceParameters.SMALL_CAPACITY));
  }

  private static long firstSeed() {
    return Long.getLong("rmalloc.contract.seed", 1) << 32;
  }

  private int minimumCapacity(long seed) {
    AllocatorUnderTest candidate = candidate(seed);
    return minimumCapacities.computeIfAbsent(
        candidate.given(), given -> candidate.minimumCapacity());
  }

  private RandomSequenceExaminer examiner(long seed) {
    return new RandomSequenceExaminer(candidate(seed), restoresWhenEmpty(), FAILURES);
  }

  private AllocatorUnderTest candidate(long seed) {
    List<Map<String, String>> variants = optionVariants();
    return new AllocatorUnderTest(provider(), variants.get((int) (seed % variants.size())));
  }
}
