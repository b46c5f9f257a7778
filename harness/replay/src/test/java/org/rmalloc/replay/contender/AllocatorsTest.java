// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.replay.toy.Toy;
import org.rmalloc.trace.UsageException;

/** Finding allocators, and what users may type. */
final class AllocatorsTest {
  private static final Toy FIRST = new Toy("first", Set.of(), Toy::slidingIn);
  private static final Toy SECOND = new Toy("second", Set.of(), Toy::slidingIn);

  @Test
  void thoseOnTheClassPathAreFound() {
    List<String> names =
        StreamSupport.stream(Allocators.onClassPath().all().spliterator(), false)
            .map(AllocatorProvider::name)
            .toList();
    assertTrue(names.containsAll(List.of("firstfit", "optimal", "rmalloc")), names.toString());
    assertEquals(names.stream().sorted().toList(), names);
    assertFalse(names.contains("noop"));
  }

  @Test
  void twoOfOneNameAreRefusedByClass() {
    List<AllocatorProvider> twins = List.of(FIRST, new Toy("first", Set.of(), Toy::slidingIn));
    assertEquals(
        "two allocators are called 'first': org.rmalloc.replay.toy.Toy and"
            + " org.rmalloc.replay.toy.Toy; leave one out",
        refusal(() -> Allocators.of(twins)));
  }

  @Test
  void nobodyElseIsCalledNoop() {
    List<AllocatorProvider> posing = List.of(new Toy("noop", Set.of(), Toy::slidingIn));
    assertEquals(
        "two allocators are called 'noop': org.rmalloc.replay.contender.NoopProvider and"
            + " org.rmalloc.replay.toy.Toy; leave one out",
        refusal(() -> Allocators.of(posing)));
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertEquals(
        "unknown allocator 'third'; expected one of first, second",
        refusal(() -> both().contender("third", Map.of())));
  }

  @Test
  void anUnknownOptionOrValueIsAnsweredWithTheKnownOnes() {
    assertEquals(
        "first: unknown option 'sise'; the allocator's options are size; did you mean 'size'?",
        refusal(() -> both().contender("first", Map.of("sise", "4"))));
    assertEquals(
        "first: option size: found '9', expected 1 to 8",
        refusal(() -> both().contender("first", Map.of("size", "9"))));
  }

  private static Allocators both() {
    return Allocators.of(List.of(SECOND, FIRST));
  }

  private static String refusal(Executable call) {
    return assertThrows(UsageException.class, call).getMessage();
  }
}
